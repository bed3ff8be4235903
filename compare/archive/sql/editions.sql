-- The editions that count, with their numbers: periods, units and genres as integers in order, and what is known of each.
-- `prior`: the period of its unit's edition before in its genre. `formula_from`: from how many other units on a gram is the
-- genre's. `place`: the edition's number by period and unit.
WITH numbered AS (
  SELECT *, CAST(substr(period, 1, 4) AS INT) AS year,
    CAST(dense_rank() OVER (ORDER BY period) AS INT) AS moment,
    CAST(dense_rank() OVER (ORDER BY unit) AS INT) AS unit_no,
    CAST(dense_rank() OVER (ORDER BY language, genre) AS INT) AS genre_no,
    row_number() OVER (ORDER BY period, unit, genre, doc) AS place
  FROM live),
in_line AS (
  SELECT *, row_number() OVER (PARTITION BY genre_no, unit_no ORDER BY place) AS turn,
    max(moment) OVER (PARTITION BY genre_no, unit_no ORDER BY moment RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS prior
  FROM numbered),
peopled AS (
  SELECT *, sum(CASE WHEN turn = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY genre_no ORDER BY moment) - 1 AS others FROM in_line)
SELECT doc, unit, period, genre, language, name, title, path, grams, sentences, year, moment, unit_no, genre_no,
  genre_no * 1048576 + unit_no AS line, place, prior, CAST(others AS INT) AS others,
  CAST(greatest(formula_units, floor((others * formula_percent + 99) / 100.0)) AS INT) AS formula_from
FROM peopled CROSS JOIN archive_settings
