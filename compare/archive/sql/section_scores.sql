-- The same of each section without its subsections, with the words that head it.
WITH titled AS (
  SELECT doc, section, text, row_number() OVER (PARTITION BY doc, section ORDER BY sent) AS turn FROM sentences WHERE role = 'heading')
SELECT e.unit, e.period, e.genre, s.section, coalesce(t.text, '') AS title, CAST(sum(s.counted) AS INT) AS counted,
  CAST(sum(s.recycled) AS INT) AS recycled, CAST(sum(s.formula) AS INT) AS formula, CAST(sum(s.own) AS INT) AS own,
  CAST(sum(s.upstream) AS INT) AS upstream, CAST(sum(s.peer) AS INT) AS peer, CAST(sum(s.new) AS INT) AS new,
  CAST(sum(CASE WHEN e.prior IS NULL THEN 0 ELSE s.counted END) AS INT) AS compared
FROM scores s JOIN editions e ON s.doc = e.doc LEFT JOIN titled t ON s.doc = t.doc AND s.section = t.section AND t.turn = 1
WHERE s.role = 'body'
GROUP BY e.unit, e.period, e.genre, s.doc, s.section, t.text
