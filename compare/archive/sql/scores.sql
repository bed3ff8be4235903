-- Marks to counts by sentence, in characters. A gram newly covers `hi - greatest(lo, least(hi, reach))`, `reach` being how
-- far the grams of its layer before it reach; every class is counted as the cover of all classes up to it, and is the
-- difference of two neighbours. `stale` adds one layer for each year of age, up to ten.
WITH reach AS (
  SELECT doc, sent, lo, hi, class, recycled, age,
    max(CASE WHEN recycled = 1 THEN hi END) OVER w AS r0,
    max(CASE WHEN class <= 1 THEN hi END) OVER w AS r1,
    max(CASE WHEN class <= 2 THEN hi END) OVER w AS r2,
    max(CASE WHEN class <= 3 THEN hi END) OVER w AS r3,
    max(CASE WHEN class <= 4 THEN hi END) OVER w AS r4,
    max(CASE WHEN age >= 0 THEN hi END) OVER w AS a0,
    max(CASE WHEN age >= 1 THEN hi END) OVER w AS a1,
    max(CASE WHEN age >= 2 THEN hi END) OVER w AS a2,
    max(CASE WHEN age >= 3 THEN hi END) OVER w AS a3,
    max(CASE WHEN age >= 4 THEN hi END) OVER w AS a4,
    max(CASE WHEN age >= 5 THEN hi END) OVER w AS a5,
    max(CASE WHEN age >= 6 THEN hi END) OVER w AS a6,
    max(CASE WHEN age >= 7 THEN hi END) OVER w AS a7,
    max(CASE WHEN age >= 8 THEN hi END) OVER w AS a8,
    max(CASE WHEN age >= 9 THEN hi END) OVER w AS a9,
    max(CASE WHEN age >= 10 THEN hi END) OVER w AS a10
  FROM marks WINDOW w AS (PARTITION BY doc, sent ORDER BY lo, hi ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
cover AS (
  SELECT doc, sent,
    sum(CASE WHEN recycled = 1 THEN hi - greatest(lo, least(hi, coalesce(r0, lo))) ELSE 0 END) AS recycled,
    sum(CASE WHEN class <= 1 THEN hi - greatest(lo, least(hi, coalesce(r1, lo))) ELSE 0 END) AS upto1,
    sum(CASE WHEN class <= 2 THEN hi - greatest(lo, least(hi, coalesce(r2, lo))) ELSE 0 END) AS upto2,
    sum(CASE WHEN class <= 3 THEN hi - greatest(lo, least(hi, coalesce(r3, lo))) ELSE 0 END) AS upto3,
    sum(CASE WHEN class <= 4 THEN hi - greatest(lo, least(hi, coalesce(r4, lo))) ELSE 0 END) AS upto4,
    sum(CASE WHEN age >= 0 THEN hi - greatest(lo, least(hi, coalesce(a0, lo))) ELSE 0 END) AS lineage,
    sum(CASE WHEN age >= 1 THEN hi - greatest(lo, least(hi, coalesce(a1, lo))) ELSE 0 END) AS a1,
    sum(CASE WHEN age >= 2 THEN hi - greatest(lo, least(hi, coalesce(a2, lo))) ELSE 0 END) AS a2,
    sum(CASE WHEN age >= 3 THEN hi - greatest(lo, least(hi, coalesce(a3, lo))) ELSE 0 END) AS a3,
    sum(CASE WHEN age >= 4 THEN hi - greatest(lo, least(hi, coalesce(a4, lo))) ELSE 0 END) AS a4,
    sum(CASE WHEN age >= 5 THEN hi - greatest(lo, least(hi, coalesce(a5, lo))) ELSE 0 END) AS a5,
    sum(CASE WHEN age >= 6 THEN hi - greatest(lo, least(hi, coalesce(a6, lo))) ELSE 0 END) AS a6,
    sum(CASE WHEN age >= 7 THEN hi - greatest(lo, least(hi, coalesce(a7, lo))) ELSE 0 END) AS a7,
    sum(CASE WHEN age >= 8 THEN hi - greatest(lo, least(hi, coalesce(a8, lo))) ELSE 0 END) AS a8,
    sum(CASE WHEN age >= 9 THEN hi - greatest(lo, least(hi, coalesce(a9, lo))) ELSE 0 END) AS a9,
    sum(CASE WHEN age >= 10 THEN hi - greatest(lo, least(hi, coalesce(a10, lo))) ELSE 0 END) AS a10
  FROM reach GROUP BY doc, sent)
SELECT s.doc, s.sent, s.section, s.role, s.counted, s.slots,
  CAST(coalesce(c.upto1, 0) AS INT) AS formula,
  CAST(coalesce(c.upto2 - c.upto1, 0) AS INT) AS own,
  CAST(coalesce(c.upto3 - c.upto2, 0) AS INT) AS upstream,
  CAST(coalesce(c.upto4 - c.upto3, 0) AS INT) AS peer,
  CAST(s.counted - coalesce(c.upto4, 0) AS INT) AS new,
  CAST(coalesce(c.recycled, 0) AS INT) AS recycled,
  CAST(coalesce(c.lineage, 0) AS INT) AS lineage,
  CAST(coalesce(c.a1 + c.a2 + c.a3 + c.a4 + c.a5 + c.a6 + c.a7 + c.a8 + c.a9 + c.a10, 0) AS INT) AS stale
FROM sentences s JOIN editions e ON s.doc = e.doc LEFT JOIN cover c ON s.doc = c.doc AND s.sent = c.sent
