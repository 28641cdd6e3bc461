-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE parent AS FROM read_csv('data/tables/parent.facts', delim = '\t', header = false,
  columns = {'child': 'INTEGER', 'parent': 'INTEGER'});
