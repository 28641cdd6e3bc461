# SPDX-License-Identifier: Apache-2.0
"""Casus, the hand-written limits and the rivals: how each is run, and how its answer is read.

Each is run in a folder of its own in which `data` leads to the data set. It writes its answer into
`answer` there, or to standard output, which goes to `output`; messages go to `messages`.

Answers are compared as Python values: of `pairs` the band of each pair, of `closure` and `generations`
the number of pairs, of `best` the certainty of each pair of nodes, of `cases` the score of each pair of
allies in each case.
"""

import csv
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).resolve().parent / "programs"
COUNTED = ("closure", "generations")
LIMIT = "limit"
CASUS = "Casus"


@dataclass
class Run:
    """What is run: a command, and the file it gets as standard input."""

    command: list
    given: str = "/dev/null"


class Engine:
    """One way to run some of the programs. `version` is None where it is not on this machine."""

    name = ""
    programs = ()
    needs = ""  # which file beside the tables it reads, if any
    reads_toml = False  # whether it can be run on facts.toml
    version = None
    exit_codes = (0,)

    def takes(self, data_set):
        if data_set.program not in self.programs or (data_set.from_toml and not self.reads_toml):
            return False
        return not self.needs or self.needs in data_set.formats

    def prepare(self, programs, work):
        """What is done once before all runs, and not measured."""

    def run(self, data_set, folder):
        """What is to be run in `folder`."""
        raise NotImplementedError

    def answer(self, data_set, folder):
        """What the run in `folder` has answered."""
        if data_set.program in COUNTED:
            return int((folder / "output").read_text().split()[-1])
        with open(folder / "answer") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
        if data_set.program == "pairs":
            return dict(rows)
        if data_set.program == "cases":
            return {(case, pair): float(score) for case, pair, score in rows}
        return {(int(s), int(y)): float(c) for s, y, c in rows}


def same_answer(one, other):
    """Whether two answers are the same, numbers with a fraction to six digits."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one == other
    if one.keys() != other.keys():
        return False
    return all(
        abs(value - other[key]) <= 5e-6 * abs(value) if isinstance(value, float) else value == other[key]
        for key, value in one.items()
    )


def version_of(command, pattern=r"\d+(\.\d+)+"):
    """The version that a program prints, or None where there is no such program."""
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    found = re.search(pattern, done.stdout + done.stderr)
    return found.group() if found else "of unknown version"


class Casus(Engine):
    name = CASUS
    programs = ("pairs", "closure", "generations", "best", "cases")
    reads_toml = True
    goals = {
        "closure": "path(x, y)",
        "generations": "same(x, y)",
        "best": "best(s, y, c)",
    }

    def __init__(self, binaries):
        self.program = str(binaries / "casus")
        self.version = version_of([self.program, "version"])

    def run(self, data_set, folder):
        rules = ["-r", str(PROGRAMS / f"casus/{data_set.program}.casus")]
        if data_set.program == "cases":
            return Run([self.program, "eval", *rules, "--cases", "data/cases.ndjson", "-f", "csv"])
        facts = ["data/facts.toml"] if data_set.from_toml else ["-d", "data/tables"]
        if data_set.program == "pairs":
            return Run([self.program, "eval", *facts, *rules, "-f", "csv"])
        query = [self.program, "query", self.goals[data_set.program], *facts, *rules]
        return Run([*query, "--count"] if data_set.program in COUNTED else [*query, "-f", "csv"])

    def answer(self, data_set, folder):
        if data_set.program in COUNTED:
            return super().answer(data_set, folder)
        with open(folder / "output", newline="") as file:
            rows = csv.reader(file)
            head = next(rows)
            if data_set.program == "pairs":
                subject, band = head.index("subject"), head.index("band")
                return {row[subject]: row[band] for row in rows}
            if data_set.program == "cases":
                case, subject, score = map(head.index, ("case", "subject", "score"))
                return {(row[case], row[subject]): float(row[score]) for row in rows}
            s, y, c = head.index("s"), head.index("y"), head.index("c")
            return {(int(row[s]), int(row[y])): float(row[c]) for row in rows}


class CasusBare(Casus):
    """Casus without the derivations of what it concludes."""

    name = f"{CASUS}, no derivations"
    programs = COUNTED
    reads_toml = False

    def run(self, data_set, folder):
        return Run([*super().run(data_set, folder).command, "--no-derivations"])


class Limit(Engine):
    """Programs in C++, each written by hand for one workload."""

    name = LIMIT
    programs = ("pairs", "closure", "generations", "best")
    reads_toml = True
    version = "of this repository"

    def __init__(self, binaries):
        self.binaries = binaries

    def run(self, data_set, folder):
        command = [str(self.binaries / f"limit_{data_set.program}")]
        if data_set.program == "pairs":
            command += ["toml", "data/facts.toml"] if data_set.from_toml else ["tables", "data/tables"]
            return Run([*command, "answer"])
        command.append("data/tables")
        return Run(command if data_set.program in COUNTED else [*command, "answer"])


class Python(Engine):
    """A script written by hand, as a service without a rule engine might have it."""

    name = "Python, by hand"
    programs = ("cases",)
    version = ".".join(map(str, sys.version_info[:3]))

    def run(self, data_set, folder):
        script = str(PROGRAMS / f"python/{data_set.program}.py")
        return Run([sys.executable, script, "data/cases.ndjson", "answer"])


class Nothing(Engine):
    """A process that does nothing: no start is faster."""

    name = "empty process"
    programs = ("closure", "pairs")
    version = ""

    def run(self, data_set, folder):
        return Run(["true"])

    def answer(self, data_set, folder):
        return None


class Souffle(Engine):
    name = "Soufflé, interpreted"
    programs = ("pairs", "closure", "generations", "best")

    def __init__(self):
        self.version = version_of(["souffle", "--version"])

    def run(self, data_set, folder):
        program = str(PROGRAMS / f"souffle/{data_set.program}.dl")
        return Run(["souffle", "-w", "-F", "data/tables", "-D", ".", program])

    def answer(self, data_set, folder):
        if data_set.program not in COUNTED:
            name = "rating" if data_set.program == "pairs" else "best"
            (folder / f"{name}.csv").replace(folder / "answer")
        return super().answer(data_set, folder)


class CompiledSouffle(Souffle):
    name = "Soufflé, compiled before"

    def prepare(self, programs, work):
        self.binaries = work / "souffle"
        self.binaries.mkdir(parents=True, exist_ok=True)
        for program in programs:
            source = PROGRAMS / f"souffle/{program}.dl"
            binary = self.binaries / program
            if binary.exists() and binary.stat().st_mtime > source.stat().st_mtime:
                continue
            subprocess.run(["souffle", "-w", "-o", str(binary), str(source)], check=True)

    def run(self, data_set, folder):
        return Run([str(self.binaries / data_set.program), "-F", "data/tables", "-D", "."])


class Clips(Engine):
    name = "CLIPS"
    programs = ("pairs", "closure")
    needs = "clp"

    def __init__(self):
        if shutil.which("clips"):
            asked = subprocess.run(["clips"], input="(exit)\n", capture_output=True, text=True, timeout=10)
            found = re.search(r"\d+\.\d+(\.\d+)?", asked.stdout)
            self.version = found.group() if found else "of unknown version"

    def run(self, data_set, folder):
        program = PROGRAMS / f"clips/{data_set.program}.clp"
        # At the end of its input CLIPS would wait for ever: it must be told to end.
        (folder / "script.bat").write_text(f'(load* "{program}")\n(main)\n(exit)\n')
        return Run(["clips", "-f2", "script.bat"])


class Clingo(Engine):
    name = "clingo"
    exit_codes = (0, 10, 30)  # it says that there is a model, and that there is no other
    programs = ("pairs", "closure", "generations")
    needs = "lp"

    def __init__(self):
        self.version = version_of(["clingo", "--version"])

    def run(self, data_set, folder):
        program = str(PROGRAMS / f"clingo/{data_set.program}.lp")
        options = ["--outf=2", "--stats"] if data_set.program in COUNTED else ["--outf=1"]
        return Run(["clingo", *options, program, "data/facts.lp"])

    def answer(self, data_set, folder):
        text = (folder / "output").read_text()
        if data_set.program == "pairs":
            return {pair.upper(): band for pair, band in re.findall(r"rating\((\w+),(\w+)\)", text)}
        # Grounding makes an atom of each pair, and keeps those of the facts.
        atoms = int(re.search(r'"Atoms": (\d+)', text).group(1))
        with open(folder / "data/facts.lp") as facts:
            return atoms - sum(1 for _ in facts)


class Prolog(Engine):
    name = "SWI-Prolog, tabled"
    programs = ("pairs", "closure", "generations", "best")
    needs = "lp"

    def __init__(self):
        self.version = version_of(["swipl", "--version"])

    def run(self, data_set, folder):
        program = str(PROGRAMS / f"prolog/{data_set.program}.pl")
        # As much memory for stacks and tables as the largest of these needs.
        return Run(["swipl", "--stack-limit=8g", "--table-space=8g", "-g", "main", "-t", "halt", program])

    def answer(self, data_set, folder):
        answer = super().answer(data_set, folder)
        if data_set.program == "pairs":
            return {pair.upper(): band for pair, band in answer.items()}
        return answer


class Database(Engine):
    """A database in memory: a script that loads the tables, the rules as SQL, one that writes."""

    def script(self, data_set, folder):
        name = data_set.program
        parts = [PROGRAMS / f"sql/{self.loader}/{name}.sql"]
        if name == "pairs":
            parts += [PROGRAMS / "sql/pairs.sql", PROGRAMS / f"sql/{self.loader}/pairs_out.sql"]
        elif name in COUNTED:
            parts.append(PROGRAMS / f"sql/{name}.sql")
        (folder / "script.sql").write_text("".join(part.read_text() for part in parts))
        return "script.sql"


class Sqlite(Database):
    name = "SQLite"
    programs = ("pairs", "closure", "generations")  # best paths need an aggregate in recursion
    loader = "sqlite"

    def __init__(self):
        self.version = version_of(["sqlite3", "--version"])

    def run(self, data_set, folder):
        return Run(["sqlite3", "-batch", "-bail", ":memory:"], self.script(data_set, folder))


class DuckDb(Database):
    """The command `duckdb`, or Node.js with the package @duckdb/node-api."""

    programs = ("pairs", "closure", "generations", "best")
    loader = "duckdb"
    node_script = PROGRAMS / "sql/duckdb/run.js"

    def __init__(self, threads):
        self.threads = threads
        self.version = version_of(["duckdb", "--version"])
        self.by_node = self.version is None
        if self.by_node and shutil.which("node"):
            asked = subprocess.run(["node", str(self.node_script)], capture_output=True, text=True)
            self.version = asked.stdout.strip().lstrip("v") or None
        place = " in Node.js" if self.by_node and self.version else ""
        self.name = f"DuckDB{place}, " + ("1 thread" if threads == "1" else f"{threads} threads")

    def run(self, data_set, folder):
        script = self.script(data_set, folder)
        if self.by_node:
            return Run(["node", str(self.node_script), self.threads], script)
        setting = f"SET threads = {self.threads}"
        return Run(["duckdb", "-bail", "-noheader", "-list", "-cmd", setting], script)


def rivals(processors):
    duckdbs = [DuckDb("1")] + ([DuckDb(str(processors))] if processors > 1 else [])
    return [Souffle(), CompiledSouffle(), *duckdbs, Sqlite(), Clips(), Clingo(), Prolog()]
