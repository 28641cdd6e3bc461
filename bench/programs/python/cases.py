# SPDX-License-Identifier: Apache-2.0
"""What ../casus/cases.casus says, written by hand: reads cases, writes the id and score of each."""

import json
import sys


def clamp(value, low, high):
    return max(low, min(high, value))


def score(facts, pair):
    members = {m["country"] for m in facts["member"] if m["alliance"] == pair}
    partners = {(a, b) for a in members for b in members if a != b}
    heirs = {s["country"] for s in facts["successor"]}
    leaders = economy = security = 0
    # Sets of what leads to points, as several facts may give the same.
    leading = [x for x in facts["leader"] if x["country"] in members]
    leaders -= 4 * len({x["country"] for x in leading if x["age"] >= 75})
    leaders -= 8 * len({x["country"] for x in leading if x["age"] >= 70} - heirs)
    leaders -= 3 * len({x["country"] for x in leading if x["tenure"] >= 20})
    leaders += 2 * len({x["country"] for x in leading if x["tenure"] < 3})
    trade = {(t["exporter"], t["importer"], t["value"]) for t in facts["trade"]}
    total = sum(value for a, b, value in trade if (a, b) in partners)
    if total >= 10:
        economy += 4 + 10 * min(1, total / 50)
    if total < 1:
        economy -= 10
    for country in members:
        shares = [e["share"] for e in facts["energy"] if e["country"] == country and e["share"] >= 0.5]
        economy += 20 * max(shares, default=0)
    threats = {(t["maker"], t["target"]) for t in facts["threat"]}
    security -= 15 * len(threats & partners)
    makers = {x for x, _ in threats} - members
    security += 9 * sum(any((x, a) in threats and (x, b) in threats for a, b in partners) for x in makers)
    result = 50 + clamp(leaders, -30, 10) + clamp(economy, -20, 30) + clamp(security, -30, 20)
    if any((b, a) in threats for a, b in threats & partners):
        result = min(result, 30)
    return clamp(result, 0, 100)


def main(source, target):
    with open(source) as cases, open(target, "w") as answer:
        for line in cases:
            case = json.loads(line)
            for alliance in case["facts"]["alliance"]:
                value = score(case["facts"], alliance["name"])
                answer.write(f"{case['case']}\t{alliance['name']}\t{value:.6f}\n")


main(*sys.argv[1:])
