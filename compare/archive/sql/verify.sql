-- Each edition with what its rows should come to and what they come to; `mark` is all its distinct hashes in one number.
WITH used AS (
  SELECT doc, CAST(count(*) AS INT) AS grams FROM (SELECT DISTINCT doc, sent, lo, hi, h FROM uses) places GROUP BY doc),
hashed AS (SELECT doc, bit_xor(h) AS mark FROM (SELECT DISTINCT doc, h FROM uses) hashes GROUP BY doc),
spoken AS (SELECT doc, CAST(count(DISTINCT sent) AS INT) AS sentences FROM sentences GROUP BY doc)
SELECT l.doc, l.unit, l.period, l.written_genre, l.grams, l.sentences, coalesce(u.grams, 0), coalesce(s.sentences, 0), h.mark
FROM live l LEFT JOIN used u ON l.doc = u.doc LEFT JOIN hashed h ON l.doc = h.doc LEFT JOIN spoken s ON l.doc = s.doc
ORDER BY l.unit, l.period, l.doc
