-- Pairs of sentences of two units that share rare seeds, with how many. A seed that at most 50 sentences hold is rare, and all
-- of them count, not the first alone; of one that more hold, but at most 50 units, the earliest sentence of each unit counts.
-- An earlier sentence is a source of a later one; of two of one period none is, but a superior's is.
WITH placed AS (
  SELECT s.h, s.doc, s.sent, s.many, e.unit_no, e.moment, e.place
  FROM (SELECT *, count(*) OVER (PARTITION BY h) AS many FROM seeds) s JOIN editions e ON s.doc = e.doc WHERE s.many > 1),
turned AS (
  SELECT *, row_number() OVER (PARTITION BY h, unit_no ORDER BY place, sent) AS turn FROM placed WHERE many > 50),
wide AS (
  SELECT * FROM (SELECT *, sum(CASE WHEN turn = 1 THEN 1 ELSE 0 END) OVER (PARTITION BY h) AS units FROM turned) counted WHERE units <= 50),
takers AS (
  SELECT h, doc, sent, unit_no, moment FROM placed WHERE many <= 50 UNION ALL SELECT h, doc, sent, unit_no, moment FROM wide),
sources AS (
  SELECT h, doc, sent, unit_no, moment FROM placed WHERE many <= 50
  UNION ALL SELECT h, doc, sent, unit_no, moment FROM wide WHERE turn = 1),
paired AS (
  SELECT n.doc, n.sent, o.doc AS source_doc, o.sent AS source_sent, n.unit_no, o.unit_no AS source_unit,
    CASE WHEN o.moment < n.moment THEN 1 ELSE 0 END AS earlier, count(*) AS shared
  FROM takers n JOIN sources o ON n.h = o.h AND n.unit_no <> o.unit_no AND o.moment <= n.moment
  GROUP BY n.doc, n.sent, o.doc, o.sent, n.unit_no, o.unit_no, o.moment, n.moment)
SELECT p.doc, p.sent, p.source_doc, p.source_sent, CAST(p.shared AS INT) AS shared,
  CASE WHEN s.unit_no IS NULL THEN 0 ELSE 1 END AS upstream
FROM paired p LEFT JOIN superiors s ON p.unit_no = s.unit_no AND p.source_unit = s.superior_no
WHERE p.earlier = 1 OR s.unit_no IS NOT NULL
