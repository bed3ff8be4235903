-- The scores of each edition's body, in counted characters; `compared` are those of editions that have one before them.
SELECT e.unit, e.period, e.genre, e.doc, CAST(sum(s.counted) AS INT) AS counted, CAST(sum(s.recycled) AS INT) AS recycled,
  CAST(sum(s.formula) AS INT) AS formula, CAST(sum(s.own) AS INT) AS own, CAST(sum(s.upstream) AS INT) AS upstream,
  CAST(sum(s.peer) AS INT) AS peer, CAST(sum(s.new) AS INT) AS new, CAST(sum(s.lineage) AS INT) AS lineage,
  CAST(sum(s.stale) AS INT) AS stale,
  CAST(sum(CASE WHEN e.prior IS NULL THEN 0 ELSE s.counted END) AS INT) AS compared
FROM scores s JOIN editions e ON s.doc = e.doc WHERE s.role = 'body'
GROUP BY e.unit, e.period, e.genre, e.doc
