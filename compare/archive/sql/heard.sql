-- The grams that decide about some editions: theirs, and who else has one of them, of whom the places do not matter.
SELECT u.h, u.doc, u.sent, u.lo, u.hi FROM every_use u JOIN targets t ON u.doc = t.doc
UNION ALL
SELECT DISTINCT u.h, u.doc, 0 AS sent, 0 AS lo, 0 AS hi
FROM every_use u JOIN wanted w ON u.h = w.h LEFT JOIN targets t ON u.doc = t.doc WHERE t.doc IS NULL
