-- Editions that are mostly another unit's: of an edition's counted characters, how many stand under grams that one other unit
-- said first, in an earlier period or above it.
WITH taken AS (
  SELECT m.doc, m.sent, m.lo, m.hi, o.unit_no AS source_unit
  FROM marks m JOIN editions e ON m.doc = e.doc JOIN editions o ON CAST(floor(m.source / 65536e0) AS BIGINT) = o.place
  WHERE m.class IN (3, 4) AND o.unit_no <> e.unit_no AND (o.moment < e.moment OR m.class = 3)),
reach AS (
  SELECT *, max(hi) OVER (PARTITION BY doc, sent, source_unit ORDER BY lo, hi ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
  FROM taken),
covered AS (
  SELECT doc, source_unit, sum(hi - greatest(lo, least(hi, coalesce(reached, lo)))) AS taken FROM reach GROUP BY doc, source_unit),
sized AS (SELECT doc, sum(counted) AS counted FROM scores GROUP BY doc),
ranked AS (
  SELECT c.doc, c.source_unit, c.taken, s.counted, row_number() OVER (PARTITION BY c.doc ORDER BY c.taken DESC, c.source_unit) AS turn
  FROM covered c JOIN sized s ON c.doc = s.doc WHERE 10 * c.taken >= 3 * s.counted)
SELECT DISTINCT r.doc, u.unit AS source_unit, CAST(r.taken AS INT) AS taken, CAST(r.counted AS INT) AS counted
FROM ranked r JOIN editions u ON r.source_unit = u.unit_no WHERE r.turn = 1
