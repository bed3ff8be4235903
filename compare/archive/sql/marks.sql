-- What each gram is in each edition: its class (1 formula, 2 own, 3 upstream, 4 peer), whether the previous edition of its
-- unit and genre has it, for how many years its unit says it (-1: not before), and where it stood first. What has no row
-- is new. Windows look back only, so a later edition changes no mark.
WITH said AS (
  SELECT h, unit_no, min(moment) AS since FROM placed
  WHERE unit_no IN (SELECT superior_no FROM superiors) GROUP BY h, unit_no),
above AS (
  SELECT p.h, p.unit_no, min(a.since) AS since
  FROM (SELECT DISTINCT h, unit_no FROM placed) p JOIN superiors s ON p.unit_no = s.unit_no
    JOIN said a ON a.h = p.h AND a.unit_no = s.superior_no
  GROUP BY p.h, p.unit_no),
own AS (
  SELECT p.*, a.since,
    min(p.moment) OVER (PARTITION BY p.h, p.unit_no ORDER BY p.moment) AS own_first,
    min(p.year) OVER (PARTITION BY p.h, p.unit_no ORDER BY p.moment) AS own_year,
    row_number() OVER (PARTITION BY p.h, p.unit_no ORDER BY p.moment) AS turn,
    row_number() OVER (PARTITION BY p.h, p.line ORDER BY p.moment) AS line_turn,
    max(p.moment) OVER (PARTITION BY p.h, p.line ORDER BY p.moment RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS line_last
  FROM placed p LEFT JOIN above a ON p.h = a.h AND p.unit_no = a.unit_no),
spread AS (
  SELECT *,
    sum(CASE WHEN line_turn = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY h, genre_no ORDER BY moment) - 1 AS others,
    sum(CASE WHEN turn = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY h ORDER BY moment) - 1 AS anyone,
    min(spot) OVER (PARTITION BY h ORDER BY moment) AS source
  FROM own),
classed AS (
  SELECT doc, sent, lo, hi, source,
    CASE WHEN own_first < moment THEN least(year - own_year, 10) ELSE -1 END AS age,
    CASE WHEN line_last = prior THEN 1 ELSE 0 END AS recycled,
    CASE WHEN others >= formula_from THEN 1 WHEN own_first < moment THEN 2 WHEN since <= moment THEN 3 WHEN anyone >= 1 THEN 4 ELSE 5 END AS class
  FROM spread)
SELECT doc, sent, lo, hi, source, CAST(age AS INT) AS age, CAST(recycled AS INT) AS recycled, CAST(class AS INT) AS class
FROM classed WHERE class < 5
