-- For each sentence the ten likeliest sources: those with the largest share of both sentences' seeds (Dice), of equals the
-- earliest.
WITH summed AS (
  SELECT doc, sent, source_doc, source_sent, upstream, sum(shared) AS shared FROM pairs
  GROUP BY doc, sent, source_doc, source_sent, upstream),
sizes AS (SELECT doc, sent, length(skeleton) AS size FROM sentences),
ranked AS (
  SELECT p.doc, p.sent, p.source_doc, p.source_sent, p.upstream, e.name, o.name AS source_name,
    row_number() OVER (PARTITION BY p.doc, p.sent ORDER BY CAST(p.shared AS DOUBLE) / (n.size + s.size) DESC, o.place, p.source_sent) AS turn
  FROM summed p JOIN sizes n ON p.doc = n.doc AND p.sent = n.sent JOIN sizes s ON p.source_doc = s.doc AND p.source_sent = s.sent
    JOIN editions e ON p.doc = e.doc JOIN editions o ON p.source_doc = o.doc)
SELECT r.doc, r.sent, r.source_doc, r.source_sent, r.upstream, r.name, r.source_name, t.skeleton, s.skeleton AS source_skeleton, t.text
FROM ranked r JOIN sentences t ON r.doc = t.doc AND r.sent = t.sent JOIN sentences s ON r.source_doc = s.doc AND r.source_sent = s.sent
WHERE r.turn <= 10
