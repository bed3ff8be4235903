-- Who takes sentences from whom: what a unit says for the first time and another said before, the genre's formula aside.
SELECT o.unit AS source_unit, e.unit, b.kind, CAST(count(*) AS INT) AS sentences, CAST(sum(b.counted) AS INT) AS characters,
  CAST(count(DISTINCT b.doc) AS INT) AS editions, min(e.period) AS first_period, max(e.period) AS last_period
FROM borrowed b JOIN editions e ON b.doc = e.doc JOIN editions o ON b.source_doc = o.doc
WHERE b.first = 1 AND b.formula = 0
GROUP BY o.unit, e.unit, b.kind
