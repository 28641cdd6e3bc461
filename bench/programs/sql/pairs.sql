-- SPDX-License-Identifier: Apache-2.0
-- The risk of pairs of allies, for DuckDB and SQLite: a table for each relation.
CREATE TABLE fragile AS
  SELECT country AS c FROM leader
  WHERE age >= 70 AND NOT EXISTS (SELECT 1 FROM successor WHERE successor.person = leader.person);
CREATE TABLE entrenched AS SELECT country AS c FROM leader WHERE tenure >= 20;
CREATE TABLE depends_b AS
  SELECT d FROM ally JOIN trade ON src = b AND dst = a WHERE pct >= 40;
CREATE TABLE depends_a AS
  SELECT d FROM ally JOIN trade ON src = a AND dst = b WHERE pct >= 20;
CREATE TABLE mutual AS SELECT d FROM depends_a INTERSECT SELECT d FROM depends_b;
CREATE TABLE sanctioned AS
  SELECT d FROM ally JOIN sanction ON src = a AND dst = b WHERE level >= 2;
CREATE TABLE contested AS SELECT DISTINCT d FROM rival WHERE influence >= 30;

CREATE TABLE risk AS
  SELECT d, 'succession_a' AS factor, 20 AS points FROM ally WHERE a IN (SELECT c FROM fragile)
UNION ALL
  SELECT d, 'succession_b', 15 FROM ally WHERE b IN (SELECT c FROM fragile)
UNION ALL
  SELECT d, 'tenure', 5 FROM ally
  WHERE a IN (SELECT c FROM entrenched) AND b IN (SELECT c FROM entrenched)
UNION ALL
  SELECT d, 'ethnic_low', 8 FROM ties WHERE ethnic < 10
UNION ALL
  SELECT ties.d, 'irredenta', 12 FROM ties JOIN ally ON ally.d = ties.d
  WHERE ethnic >= 40 AND a IN (SELECT country FROM annexed)
UNION ALL
  SELECT d, 'few_bodies', 6 FROM ties WHERE joint < 2
UNION ALL
  SELECT d, 'asymmetry', 14 FROM depends_b WHERE d NOT IN (SELECT d FROM depends_a)
UNION ALL
  SELECT d, 'unmoored', 4 FROM ties WHERE joint < 4 AND d NOT IN (SELECT d FROM mutual)
UNION ALL
  SELECT ally.d, 'host_patron', 7 FROM commission JOIN ally ON ally.d = commission.d WHERE host = a
UNION ALL
  SELECT d, 'understaffed', 5 FROM commission WHERE staff < 10
UNION ALL
  SELECT d, 'no_commission', 9 FROM ally WHERE d NOT IN (SELECT d FROM commission)
UNION ALL
  SELECT d, 'sanctions', 16 FROM sanctioned
UNION ALL
  SELECT d, 'sanctions_back', 10 FROM ally JOIN sanction ON src = b AND dst = a WHERE level >= 1
UNION ALL
  SELECT d, 'annexation', 18 FROM ally
  WHERE a IN (SELECT country FROM annexed) AND d IN (SELECT d FROM depends_b)
UNION ALL
  SELECT ally.d, 'pipeline', 11 FROM ally JOIN energy ON energy.d = ally.d
  WHERE owner = a AND share >= 50
UNION ALL
  SELECT d, 'leverage', 6 FROM energy WHERE share >= 70 AND d IN (SELECT d FROM sanctioned)
UNION ALL
  SELECT d, 'rival', 13 FROM contested
UNION ALL
  SELECT d, 'rival_fragile', 9 FROM ally
  WHERE d IN (SELECT d FROM contested) AND a IN (SELECT c FROM fragile)
UNION ALL
  SELECT d, country, 4 FROM rival WHERE influence >= 20 AND country IN (SELECT c FROM entrenched);

CREATE TABLE total AS
  SELECT ally.d, COALESCE(sum(points), 0) AS points
  FROM ally LEFT JOIN risk ON risk.d = ally.d GROUP BY ally.d;
CREATE TABLE rating AS
  SELECT d, CASE WHEN points >= 60 THEN 'critical' WHEN points >= 40 THEN 'high'
                 WHEN points >= 20 THEN 'elevated' ELSE 'stable' END AS r
  FROM total;
