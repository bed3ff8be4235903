-- Phrases with all who took them: a star around the earliest sentence, of those at least .7 like it. Never a chain: who is
-- like a member only is in no family, so that nothing drifts.
SELECT b.source_doc AS doc, b.source_sent AS sent, CAST(count(DISTINCT e.unit_no) AS INT) AS takers,
  CAST(count(*) AS INT) AS sentences, min(e.period) AS first_taken, max(e.period) AS last_taken
FROM borrowed b JOIN editions e ON b.doc = e.doc
WHERE b.similarity >= 7000
GROUP BY b.source_doc, b.source_sent
