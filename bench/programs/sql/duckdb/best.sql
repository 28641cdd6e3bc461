-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE source AS FROM read_csv('data/tables/source.facts', delim = '\t', header = false,
  columns = {'x': 'INTEGER'});
CREATE TABLE link AS FROM read_csv('data/tables/link.facts', delim = '\t', header = false,
  columns = {'x': 'INTEGER', 'y': 'INTEGER', 'c': 'DOUBLE'});
COPY (
  WITH RECURSIVE best(s, y, c) USING KEY (s, y) AS (
    SELECT source.x, link.y, max(link.c) FROM source JOIN link ON source.x = link.x GROUP BY ALL
    UNION
    SELECT best.s, link.y, max(best.c * link.c)
    FROM best
    JOIN link ON best.y = link.x
    LEFT JOIN recurring.best AS known ON known.s = best.s AND known.y = link.y
    WHERE known.c IS NULL OR best.c * link.c > known.c
    GROUP BY ALL
  )
  FROM best
) TO 'answer' (FORMAT csv, DELIMITER '\t', HEADER false);
