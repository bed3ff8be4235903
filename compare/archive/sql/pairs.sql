-- Pairs of sentences of two units that share rare seeds, with how many: a seed is rare where at most 50 sentences hold it, and
-- all of them count, not the first alone. An earlier sentence is a source of a later one; of two of one period none is.
-- A superior's is a source from its own period on.
WITH rare AS (
  SELECT h, doc, sent FROM (SELECT *, count(*) OVER (PARTITION BY h) AS many FROM seeds) counted WHERE many > 1 AND many <= 50),
spoken AS (
  SELECT r.h, r.doc, r.sent, e.unit_no, e.moment FROM rare r JOIN editions e ON r.doc = e.doc),
paired AS (
  SELECT n.doc, n.sent, o.doc AS source_doc, o.sent AS source_sent, n.unit_no, o.unit_no AS source_unit,
    CASE WHEN o.moment < n.moment THEN 1 ELSE 0 END AS earlier, count(*) AS shared
  FROM spoken n JOIN spoken o ON n.h = o.h AND n.unit_no <> o.unit_no AND o.moment <= n.moment
  GROUP BY n.doc, n.sent, o.doc, o.sent, n.unit_no, o.unit_no, o.moment, n.moment)
SELECT p.doc, p.sent, p.source_doc, p.source_sent, CAST(p.shared AS INT) AS shared,
  CASE WHEN s.unit_no IS NULL THEN 0 ELSE 1 END AS upstream
FROM paired p LEFT JOIN superiors s ON p.unit_no = s.unit_no AND p.source_unit = s.superior_no
WHERE p.earlier = 1 OR s.unit_no IS NOT NULL
