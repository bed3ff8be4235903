-- The editions that were read, each once: as the first run staged it.
SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY doc ORDER BY added, path) AS turn FROM staged_texts) numbered WHERE turn = 1
