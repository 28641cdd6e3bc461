-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE ally AS FROM read_csv('data/tables/ally.facts', delim = '\t', header = false,
  columns = {'d': 'VARCHAR', 'a': 'VARCHAR', 'b': 'VARCHAR'});
CREATE TABLE leader AS FROM read_csv('data/tables/leader.facts', delim = '\t', header = false,
  columns = {'country': 'VARCHAR', 'person': 'VARCHAR', 'age': 'INTEGER', 'tenure': 'INTEGER'});
CREATE TABLE successor AS FROM read_csv('data/tables/successor.facts', delim = '\t', header = false,
  columns = {'person': 'VARCHAR', 'heir': 'VARCHAR'});
CREATE TABLE ties AS FROM read_csv('data/tables/ties.facts', delim = '\t', header = false,
  columns = {'d': 'VARCHAR', 'ethnic': 'INTEGER', 'joint': 'INTEGER'});
CREATE TABLE trade AS FROM read_csv('data/tables/trade.facts', delim = '\t', header = false,
  columns = {'src': 'VARCHAR', 'dst': 'VARCHAR', 'pct': 'INTEGER'});
CREATE TABLE commission AS FROM read_csv('data/tables/commission.facts', delim = '\t', header = false,
  columns = {'d': 'VARCHAR', 'host': 'VARCHAR', 'staff': 'INTEGER'});
CREATE TABLE sanction AS FROM read_csv('data/tables/sanction.facts', delim = '\t', header = false,
  columns = {'src': 'VARCHAR', 'dst': 'VARCHAR', 'level': 'INTEGER'});
CREATE TABLE annexed AS FROM read_csv('data/tables/annexed.facts', delim = '\t', header = false,
  columns = {'country': 'VARCHAR'});
CREATE TABLE energy AS FROM read_csv('data/tables/energy.facts', delim = '\t', header = false,
  columns = {'d': 'VARCHAR', 'share': 'INTEGER', 'owner': 'VARCHAR'});
CREATE TABLE rival AS FROM read_csv('data/tables/rival.facts', delim = '\t', header = false,
  columns = {'d': 'VARCHAR', 'country': 'VARCHAR', 'influence': 'INTEGER'});
