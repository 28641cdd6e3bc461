#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures Casus beside hand-written programs and other engines. `./dev bench` builds and calls this."""

import argparse
import os
import sys
from pathlib import Path

import engines
import page
import workloads
from built import built
from measuring import Measuring, went_wrong

HERE = Path(__file__).resolve().parent
WARM = 1200  # megabytes: more than Casus takes for any workload


def arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument(
        "workloads", nargs="*", metavar="WORKLOAD", help=f"of {', '.join(workloads.WORKLOADS)}; else all"
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", dest="size", action="store_const", const="quick", help="small data")
    size.add_argument(
        "--tiny", dest="size", action="store_const", const="tiny", help="run once, for the answers alone"
    )
    parser.add_argument("--no-rivals", action="store_true", help="only Casus and the limits")
    parser.add_argument("--runs", type=int, default=5, help="of which the median is taken (5)")
    parser.add_argument("--timeout", type=int, default=120, metavar="SECONDS", help="of a run (120)")
    parser.add_argument("--programs", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.size = chosen.size or "full"
    for name in chosen.workloads:
        if name not in workloads.WORKLOADS:
            parser.error(f"no workload {name}; there are {', '.join(workloads.WORKLOADS)}")
    return chosen


def main():
    chosen = arguments()
    binaries, work = chosen.programs.resolve(), chosen.work.resolve()
    measured = built(binaries)  # before the runs: half an hour later the sources may be others
    rivals = [] if chosen.no_rivals else engines.rivals(os.cpu_count())
    absent = [rival.name for rival in rivals if rival.version is None]
    own = [engine(binaries) for engine in (engines.Limit, engines.Casus, engines.CasusBare)]
    present = [*own, engines.Python()]
    present += [rival for rival in rivals if rival.version is not None]
    for engine in present:
        engine.prepare(engine.programs, work)

    sections, wrong = [], False
    for name, title in workloads.WORKLOADS.items():
        if chosen.workloads and name not in chosen.workloads:
            continue
        startup = name == "startup"
        repeats = 1 if chosen.size == "tiny" else 100 if startup else chosen.runs
        taking_part = [engines.Nothing(), *present] if startup else present
        warm = WARM if chosen.size == "full" and not startup else 0
        measuring = Measuring(taking_part, binaries, work, repeats, chosen.timeout, warm)
        results = {}
        for data_set in workloads.SIZES[name][chosen.size]:
            results[data_set] = measuring.run(data_set, workloads.prepare(data_set, work / "data"))
            wrong = wrong or went_wrong(results[data_set])
        sections.append(page.section(f"{name}: {title}", results))
        if name == "cases":
            sections[-1] += page.rates(results)
        print(sections[-1], flush=True)

    text = page.whole_page(sections, present, absent, chosen.runs, measured)
    # Only a whole run stands for the project.
    whole = chosen.size == "full" and not chosen.workloads and not chosen.no_rivals
    results_page = HERE / "RESULTS.md" if whole else work / "RESULTS.md"
    results_page.write_text(text)
    print(f"written: {results_page}", file=sys.stderr)
    if wrong:
        print("bench: Casus or the limit failed, or answers differ", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
