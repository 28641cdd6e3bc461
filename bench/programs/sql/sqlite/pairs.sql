-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE ally (d TEXT, a TEXT, b TEXT, PRIMARY KEY (d)) WITHOUT ROWID;
CREATE TABLE leader (
  country TEXT, person TEXT, age INTEGER, tenure INTEGER,
  PRIMARY KEY (country)) WITHOUT ROWID;
CREATE TABLE successor (person TEXT, heir TEXT, PRIMARY KEY (person)) WITHOUT ROWID;
CREATE TABLE ties (d TEXT, ethnic INTEGER, joint INTEGER, PRIMARY KEY (d)) WITHOUT ROWID;
CREATE TABLE trade (src TEXT, dst TEXT, pct INTEGER, PRIMARY KEY (src, dst)) WITHOUT ROWID;
CREATE TABLE commission (d TEXT, host TEXT, staff INTEGER, PRIMARY KEY (d)) WITHOUT ROWID;
CREATE TABLE sanction (src TEXT, dst TEXT, level INTEGER, PRIMARY KEY (src, dst)) WITHOUT ROWID;
CREATE TABLE annexed (country TEXT, PRIMARY KEY (country)) WITHOUT ROWID;
CREATE TABLE energy (d TEXT, share INTEGER, owner TEXT, PRIMARY KEY (d)) WITHOUT ROWID;
CREATE TABLE rival (
  d TEXT, country TEXT, influence INTEGER,
  PRIMARY KEY (d, country)) WITHOUT ROWID;
.mode tabs
.import data/tables/ally.facts ally
.import data/tables/leader.facts leader
.import data/tables/successor.facts successor
.import data/tables/ties.facts ties
.import data/tables/trade.facts trade
.import data/tables/commission.facts commission
.import data/tables/sanction.facts sanction
.import data/tables/annexed.facts annexed
.import data/tables/energy.facts energy
.import data/tables/rival.facts rival
