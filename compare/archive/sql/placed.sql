-- The grams that stand in more than one place, with what their editions are. Those that stand once are new and drop out
-- before any join, which is most of them; so do those of editions that were removed.
SELECT u.h, u.doc, u.sent, u.lo, u.hi, e.unit_no, e.genre_no, e.line, e.moment, e.year, e.prior, e.formula_from,
  e.place * 65536 + u.sent AS spot
FROM (SELECT *, count(*) OVER (PARTITION BY h) AS many FROM uses) u JOIN editions e ON u.doc = e.doc
WHERE u.many > 1
