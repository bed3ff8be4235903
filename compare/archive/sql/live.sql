-- The editions that count: of a unit's editions of one genre and period the one added last. An edition of no known genre is
-- of its unit's only one.
WITH newest AS (
  SELECT *, row_number() OVER (PARTITION BY unit, genre, period ORDER BY added DESC, doc) AS turn FROM archive_editions),
spoken AS (
  SELECT *, min(nullif(genre, '')) OVER (PARTITION BY unit) AS one, max(nullif(genre, '')) OVER (PARTITION BY unit) AS another
  FROM newest WHERE turn = 1)
SELECT doc, unit, period, CASE WHEN genre = '' AND one = another THEN one ELSE genre END AS genre, genre AS written_genre,
  language, name, above1, above2, above3, above4, title, path, sha256, grams, sentences, added
FROM spoken
