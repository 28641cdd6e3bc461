-- SPDX-License-Identifier: Apache-2.0
WITH RECURSIVE same(x, y) AS (
  SELECT one.child, other.child FROM parent one JOIN parent other ON one.parent = other.parent
  UNION
  SELECT one.child, other.child
  FROM same
  JOIN parent one ON one.parent = same.x
  JOIN parent other ON other.parent = same.y
)
SELECT count(*) FROM same;
