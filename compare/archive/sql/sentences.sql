-- Their sentences, from the same run.
SELECT s.* FROM staged_sentences s JOIN (SELECT doc, min(added) AS added FROM staged_texts GROUP BY doc) t
  ON s.doc = t.doc AND s.added = t.added
