-- Sentences that were taken from another unit: the earliest source that is like enough, what the likeness is (in 1/10,000),
-- the counted characters, and whether its unit says it for the first time, whether it is mostly
-- the genre's formula by now. `kind` is upstream for a superior's, else peer.
WITH sources AS (
  SELECT v.*, row_number() OVER (PARTITION BY v.doc, v.sent ORDER BY o.place, v.source_sent) AS turn
  FROM verified v JOIN editions o ON v.source_doc = o.doc WHERE v.similarity >= 6000)
SELECT b.doc, b.sent, b.source_doc, b.source_sent, b.similarity, CASE WHEN b.upstream = 1 THEN 'upstream' ELSE 'peer' END AS kind,
  s.counted, CASE WHEN 2 * s.lineage > s.counted THEN 0 ELSE 1 END AS first,
  CASE WHEN 2 * s.formula > s.counted THEN 1 ELSE 0 END AS formula, b.alarm
FROM sources b JOIN scores s ON b.doc = s.doc AND b.sent = s.sent WHERE b.turn = 1
