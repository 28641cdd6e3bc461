-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE edge (x INTEGER, y INTEGER, PRIMARY KEY (x, y)) WITHOUT ROWID;
.mode tabs
.import data/tables/edge.facts edge
