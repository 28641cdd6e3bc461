-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE parent (child INTEGER, parent INTEGER, PRIMARY KEY (parent, child)) WITHOUT ROWID;
.mode tabs
.import data/tables/parent.facts parent
