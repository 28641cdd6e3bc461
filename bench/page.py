# SPDX-License-Identifier: Apache-2.0
"""The results as tables in Markdown, and the page RESULTS.md."""

import datetime
import os
import platform
from pathlib import Path

from engines import LIMIT

METHOD = """\
Wall time from the start of a process to its end, reading the facts from files and writing the answers
included; median of {repeats} runs (of three where one takes more than 10 s), all in turn, round by round.
Behind it the ratio to the limit: a C++ program written by hand for this one workload. Memory is what the
process held at its peak. What each answers in the first round is compared: in W1 the band of each pair (not its
points), in W2 how many pairs there are (not which), in W3 the certainty of each pair of nodes, in `cases` the
score of each pair of allies, both to six digits; at startup as in W2 and W1. It is the same unless a cell says
otherwise. Casus keeps the derivation of everything it concludes, so that it can be explained, but where a line says
that it does not (`--no-derivations`); of the others none does.
"""


def duration(seconds):
    """Three digits: 0.532 ms, 12.3 ms, 1.25 s."""
    value, unit = (seconds, "s") if seconds >= 0.9995 else (seconds * 1000, "ms")
    digits = 2 if value < 9.995 else 1 if value < 99.95 else 0
    return f"{value:.{digits}f} {unit}"


def ratio(value):
    return f"{value:.2f}×" if value < 9.995 else f"{value:.0f}×"


def table(results, cell):
    """Engines down, data sets across. `results` has the list of results of each data set."""
    names = []
    for of_set in results.values():
        names += [result.engine for result in of_set if result.engine not in names]
    lines = ["| | " + " | ".join(data_set.title for data_set in results) + " |"]
    lines.append("| --- |" + " ---: |" * len(results))
    for name in names:
        cells = []
        for of_set in results.values():
            by_name = {result.engine: result for result in of_set}
            cells.append(cell(by_name[name], by_name.get(LIMIT)) if name in by_name else "")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def time_cell(result, limit):
    if result.failure:
        return result.failure
    shown = duration(result.time)
    if limit is None or limit.failure or limit is result:
        return shown
    return f"{shown} ({ratio(result.time / limit.time)})"


def memory_cell(result, _limit):
    if result.failure:
        return ""
    return f"{result.memory:.0f}" if result.memory >= 100 else f"{result.memory:.1f}"


def section(title, results):
    return (
        f"## {title[0].upper()}{title[1:]}\n\n"
        + table(results, time_cell)
        + "\nPeak memory in megabytes:\n\n"
        + table(results, memory_cell)
    )


def rates(results):
    """How many cases a second each engine rates."""
    lines = [
        f"{one.engine}: {data_set.size / one.time:,.0f} a second of {data_set.title}"
        for data_set, of_set in results.items()
        for one in of_set
        if not one.failure
    ]
    return "\nCases a second:\n\n" + "".join(f"- {line}\n" for line in lines)


def first_line(path, start, otherwise="unknown"):
    """What stands behind `start` and a colon in the first line of a file that begins so."""
    try:
        for line in Path(path).read_text().splitlines():
            if line.startswith(start):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return otherwise


def machine():
    memory = first_line("/proc/meminfo", "MemTotal")
    gigabytes = f"{int(memory.split()[0]) * 1024 / 1e9:.0f} GB" if memory[0].isdigit() else memory
    processor = first_line("/proc/cpuinfo", "model name", platform.processor() or platform.machine())
    system = f"{platform.system()} {platform.release()}"
    return f"{processor}, {os.cpu_count()} processors, {gigabytes} of memory, {system}"


def whole_page(sections, engines, absent, repeats, built):
    """`built`: the lines on what is measured, of built.py."""
    products = {e.name.partition(",")[0]: e.version for e in engines if e.name != LIMIT}
    versions = ", ".join(f"{name} {version}" for name, version in products.items())
    load = os.getloadavg()[0]
    lines = [
        "# Results",
        "",
        "Written by `./dev bench`; what is measured, and how, says [README.md](README.md).",
        "",
        f"- Date: {datetime.date.today().isoformat()}",
        f"- Machine: {machine()}; load at the end {load:.1f}",
        f"- Versions: {versions}",
        *built,
    ]
    if absent:
        lines.append(f"- Not on this machine: {'; '.join(absent)}")
    return "\n".join(lines) + "\n\n" + METHOD.format(repeats=repeats) + "\n" + "\n".join(sections)
