-- Who stands above whom: a unit, and every unit whose name its superiors hold. Nobody is above itself.
WITH named AS (
  SELECT unit, above1 AS superior FROM live UNION ALL SELECT unit, above2 FROM live
  UNION ALL SELECT unit, above3 FROM live UNION ALL SELECT unit, above4 FROM live)
SELECT DISTINCT l.unit_no, s.unit_no AS superior_no
FROM named n JOIN editions l ON n.unit = l.unit JOIN editions s ON n.superior = s.name
WHERE n.superior <> '' AND s.unit_no <> l.unit_no
