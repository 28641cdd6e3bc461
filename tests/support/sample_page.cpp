// SPDX-License-Identifier: Apache-2.0
#include "support/sample_page.hpp"

const std::string_view casus::testing::sample_page =
    R"casus(/// How likely an alliance is to hold over the next five years.
module alliance.stability
use alliance.vocabulary               // declares member, trade, threat …

enum Role { patron, junior }
unit USD_bn
unit USD_m = 0.001 USD_bn

fact leader {                         // arrives from TOML: one [[leader]] table, one fact
  country: text,
  person:  text,
  age:     int years in 0..120,
  since:   date,
} reads "{person}, {age}, has led {country} since {since}"

fact successor open {                 // open: absent means unknown, not false
  country: text,
  person:  text,
} reads "{person} is the recognised successor in {country}"
  asks  "Who is the recognised successor to the leader of {country}?"
  presumed absent 0.7

relation depends_on(country: text, on: text) reads "{country} depends on {on}"

rule export_route "Exports leave through the partner's pipelines"
  when pipeline(exporter: c, operator_country: p, share: s)
   and s >= 50%
  then depends_on(country: c, on: p)
  certainty 0.9

rule chain "Dependence passes on"
  when depends_on(country: a, on: b)
   and depends_on(country: b, on: c)
   and a != c
  then depends_on(country: a, on: c)
  certainty 0.5

scale Stability 0..100 { critical < 20, fragile < 40, strained < 60, firm < 80, solid }

rating stability(a: text) "Alliance stability"
  of alliance(name: a)
  on Stability
  starts 60
  factor leadership  "Leadership and succession" -20..5
  factor sovereignty "Sovereignty and separatism" -25..5
  factor economy     "Economic interdependence"  -15..25

rule ageing_leader "Aged leader without a clear successor"
  when member(alliance: a, country: c)
   and leader(country: c, person: p, age: y)
   and y >= 70 years
   and not successor(country: c)
  undermines stability.leadership(a) by 12 for each c
  certainty 0.8
  because "{p} is {y} and nobody in {c} is recognised as successor"
  source "kusznir-2015"

rule trade_anchor "Trade ties the members together"
  when alliance(name: a)
   and total = sum(v for trade(exporter: c, importer: i, value: v)
                     and member(alliance: a, country: c) and member(alliance: a, country: i))
   and total >= 5 USD_bn
  supports stability.economy(a) by 6 + 4 * min(1, total / 20 USD_bn)

rule armed_threat "The patron threatens a member with force"
  when member(alliance: a, country: p, role: patron)
   and threat(maker: p, target: j)
   and member(alliance: a, country: j)
  caps stability(a) at 40

table exposure(share: number) -> text unique {
  | share      | result     |
  | < 10%      | "low"      |
  | 10%..25%   | "moderate" |
  | > 25%      | "high"     |
}

test "a recognised successor removes the succession risk"
  given "facts/kazakhstan-russia-2015.toml"
  assume successor(country: "Kazakhstan", person: "K. Tokayev")
  expect not ageing_leader(c: "Kazakhstan")
  expect stability("Kazakhstan-Russia") >= strained
)casus";
