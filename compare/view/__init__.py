"""What a reader is shown, before any format: rows, summary, findings, tables."""
