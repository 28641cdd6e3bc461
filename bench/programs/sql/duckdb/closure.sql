-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE edge AS FROM read_csv('data/tables/edge.facts', delim = '\t', header = false,
  columns = {'x': 'INTEGER', 'y': 'INTEGER'});
