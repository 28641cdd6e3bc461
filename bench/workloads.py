# SPDX-License-Identifier: Apache-2.0
"""The workloads and their data, made here: the same bytes on every machine.

A data set is a folder. `tables/` in it holds one file of tab-separated lines for each relation, as
Soufflé reads them; beside it, where somebody reads it, stands the same as one file: `facts.toml`,
`facts.clp` (CLIPS) and `facts.lp` (clingo, Prolog). Of `cases` there is one file of lines alone.
"""

import hashlib
import json
import random
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

# The relations of the workload `pairs`: names of the fields, which hold a text where they end in $.
PAIRS = {
    "ally": ("d$", "a$", "b$"),
    "leader": ("country$", "person$", "age", "tenure"),
    "successor": ("person$", "heir$"),
    "ties": ("d$", "ethnic", "joint"),
    "trade": ("src$", "dst$", "pct"),
    "commission": ("d$", "host$", "staff"),
    "sanction": ("src$", "dst$", "level"),
    "annexed": ("country$",),
    "energy": ("d$", "share", "owner$"),
    "rival": ("d$", "country$", "influence"),
}
EDGE = {"edge": ("from", "to")}
PARENT = {"parent": ("child", "parent")}
LINK = {"source": ("node",), "link": ("from", "to", "share")}


@dataclass(frozen=True)
class DataSet:
    """What one run reads. `formats` are the files that are made beside `tables/`."""

    program: str  # the rules that are run on it: pairs, closure, generations, best or cases
    name: str
    size: int
    formats: tuple = ()
    from_toml: bool = False  # whether facts.toml is read instead of the tables
    label: str = ""  # what it is called in tables, if not by its name

    @property
    def folder(self):
        return f"{self.program}-{self.name}"

    @property
    def title(self):
        return self.label or self.name + (" from TOML" if self.from_toml else "")


def pairs(name, size, everything=True):
    return DataSet("pairs", name, size, ("toml", "clp", "lp") if everything else ())


def pairs_from_toml(name, size):
    return DataSet("pairs", name, size, ("toml", "clp", "lp"), from_toml=True)


def closure(name, size):
    # CLIPS would need many gigabytes for paths through random edges.
    return DataSet("closure", name, size, ("lp",) if name.startswith("rand") else ("clp", "lp"))


def generations(name, size):
    return DataSet("generations", name, size, ("lp",))


def best(name, size):
    return DataSet("best", name, size, ("lp",))


def cases(name, size):
    return DataSet("cases", name, size)


# What is run, by the name that `./dev bench` takes. Of `tiny` only the answers are of interest.
WORKLOADS = {
    "w1": "risk of alliance pairs: 10 relations, 29 rules, a sum and bands",
    "w2": "transitive closure and same generation",
    "w3": "certainty of the best path from 10 nodes: product along, greatest over paths",
    "cases": "many small cases of 15 facts: 14 rules, a sum, two absences, a cap and bands",
    "startup": "from start to answer: 2 rules on 3 edges, and those of w1 on 10 pairs",
}
SIZES = {
    "w1": {
        "tiny": [pairs("200", 200), pairs_from_toml("200", 200)],
        "quick": [pairs("10k", 10_000), pairs_from_toml("10k", 10_000)],
        "full": [
            pairs("10k", 10_000),
            pairs_from_toml("10k", 10_000),
            pairs("100k", 100_000),
            pairs_from_toml("100k", 100_000),
            # As TOML this has more values than Casus takes from one file of facts.
            pairs("1M", 1_000_000, everything=False),
        ],
    },
    "w2": {
        "tiny": [closure("chain20", 20), closure("grid6", 6), generations("sg10", 10)],
        "quick": [closure("chain300", 300), closure("grid20", 20), generations("sg100", 100)],
        "full": [
            closure("rand10k", 10_000),
            closure("rand100k", 100_000),
            closure("chain2k", 2_000),
            closure("grid60", 60),
            generations("sg300", 300),
            generations("sg500", 500),
        ],
    },
    "w3": {
        "tiny": [best("200", 200)],
        "quick": [best("2k", 2_000)],
        "full": [best("2k", 2_000), best("20k", 20_000), best("200k", 200_000)],
    },
    "cases": {
        "tiny": [cases("200", 200)],
        "quick": [cases("10k", 10_000)],
        "full": [cases("100k", 100_000), cases("1M", 1_000_000)],
    },
    "startup": {
        size: [
            replace(closure("chain3", 3), label="2 rules"),
            replace(pairs("10", 10), label="29 rules"),
        ]
        for size in ("tiny", "quick", "full")
    },
}


def prepare(data_set, under):
    """The folder of the data set below `under`, made if it is not there or was made otherwise."""
    folder = under / data_set.folder
    maker = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    stamp = folder / "maker"
    if stamp.exists() and stamp.read_text() == maker:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "tables").mkdir(parents=True)
    if data_set.program == "cases":
        write_cases(folder / "cases.ndjson", data_set.size)
        stamp.write_text(maker)
        return folder
    fields, rows = MAKERS[data_set.program](data_set)
    write_tables(folder / "tables", rows)
    for form in data_set.formats:
        WRITERS[form](folder / f"facts.{form}", fields, rows)
    stamp.write_text(maker)
    return folder


# --- What the facts say ------------------------------------------------------------------------------


def make_pairs(data_set):
    """`size` pairs of allies among a tenth as many countries."""
    size = data_set.size
    below = random.Random(42 * 1_000_003 + size).randrange
    countries = max(60, size // 10)
    rows = {relation: [] for relation in PAIRS}
    for c in range(countries):
        rows["leader"].append((f"C{c}", f"P{c}", 35 + below(50), below(40)))
        if below(100) < 60:
            rows["successor"].append((f"P{c}", f"P{countries + c}"))
        if below(100) < 8:
            rows["annexed"].append((f"C{c}",))
    seen = set()
    for i in range(size):
        while True:
            x, y = below(countries), below(countries)
            pair = (min(x, y), max(x, y))
            if x != y and pair not in seen:
                seen.add(pair)
                break
        d, a, b = f"D{i}", f"C{x}", f"C{y}"
        rows["ally"].append((d, a, b))
        rows["ties"].append((d, below(80), below(9)))
        rows["trade"].append((a, b, below(45)))
        rows["trade"].append((b, a, below(80)))
        if below(100) < 80:
            rows["commission"].append((d, a if below(2) else b, below(60)))
        hit = below(100)
        if hit < 12:
            rows["sanction"].append((a, b, 1 + below(3)))
        elif hit < 20:
            rows["sanction"].append((b, a, 1 + below(3)))
        if below(100) < 70:
            rows["energy"].append((d, below(100), a if below(3) else b))
        rivals = below(3)
        first = below(countries)
        for j in range(rivals):
            rows["rival"].append((d, f"C{(first + j * 7) % countries}", below(50)))
    return PAIRS, rows


def random_edges(count, nodes, generator):
    """So many different edges, in random order."""
    edges = set()
    while len(edges) < count:
        edges.add((generator.randrange(nodes), generator.randrange(nodes)))
    edges = sorted(edges)
    generator.shuffle(edges)
    return edges


def make_closure(data_set):
    size, name = data_set.size, data_set.name
    if name.startswith("rand"):  # dense below 100,000 edges, one strong component in most of it
        edges = random_edges(size, {10_000: 2_000}.get(size, size), random.Random(7))
    elif name.startswith("chain"):
        edges = [(i, i + 1) for i in range(size)]
    else:  # a grid, with steps to the right and down
        edges = []
        for y in range(size):
            for x in range(size):
                if x + 1 < size:
                    edges.append((y * size + x, y * size + x + 1))
                if y + 1 < size:
                    edges.append((y * size + x, y * size + x + size))
    return EDGE, {"edge": edges}


def make_generations(data_set):
    """Ten generations of `size` people, each with one or two parents in the one before."""
    size, generator = data_set.size, random.Random(7)
    rows = []
    for generation in range(1, 10):
        for person in range(size):
            parents = {generator.randrange(size), generator.randrange(size)}
            for parent in sorted(parents):
                rows.append((generation * size + person, (generation - 1) * size + parent))
    return PARENT, {"parent": rows}


def make_best(data_set):
    """`size` edges of 0.50 to 0.99 among a quarter as many nodes; 0 to 9 are the sources."""
    size, generator = data_set.size, random.Random(11)
    edges = random_edges(size, size // 4, generator)
    links = [(x, y, (50 + generator.randrange(50)) / 100) for x, y in edges]
    return LINK, {"source": [(node,) for node in range(10)], "link": links}


def make_case(generator):
    """Two allies and a third country: 15 facts by the names of their relations."""
    a, b, third = generator.sample(("Arda", "Belm", "Cor", "Dunland", "Eriador", "Forlin", "Harad"), 3)
    below, pair = generator.randrange, f"{a}-{b}"
    threats = ((third, a), (third, b), (a, b), (b, a), (a, third))
    return {
        "alliance": [{"name": pair}],
        "member": [{"alliance": pair, "country": country} for country in (a, b)],
        "leader": [{"country": c, "age": 35 + below(60), "tenure": below(35)} for c in (a, b, third)],
        "successor": [{"country": generator.choice((a, b))}],
        "trade": [
            {"exporter": x, "importer": y, "value": below(300) / 10} for x, y in ((a, b), (b, a), (a, third))
        ],
        "threat": [{"maker": x, "target": y} for x, y in generator.sample(threats, 3)],
        "energy": [{"country": country, "share": below(100) / 100} for country in (a, b)],
    }


MAKERS = {
    "pairs": make_pairs,
    "closure": make_closure,
    "generations": make_generations,
    "best": make_best,
}

# --- How they are written ----------------------------------------------------------------------------


def write_tables(folder, rows):
    for relation, lines in rows.items():
        with open(folder / f"{relation}.facts", "w") as file:
            file.writelines("\t".join(map(str, line)) + "\n" for line in lines)


def write_toml(path, fields, rows):
    with open(path, "w") as file:
        for relation, lines in rows.items():
            form = f"[[{relation}]]\n"
            for field in fields[relation]:
                form += f'{field[:-1]} = "%s"\n' if field.endswith("$") else f"{field} = %s\n"
            file.writelines(form % line for line in lines)


def write_clips(path, fields, rows):
    with open(path, "w") as file:
        for relation, lines in rows.items():
            form = f"({relation} " + " ".join(f"({f.strip('$')} %s)" for f in fields[relation]) + ")\n"
            file.writelines(form % line for line in lines)


def write_logic(path, fields, rows):
    """Clauses, with texts in small letters: capitals would be variables."""
    with open(path, "w") as file:
        for relation, lines in rows.items():
            file.writelines(f"{relation}({','.join(str(v).lower() for v in line)}).\n" for line in lines)


def write_cases(path, count):
    generator = random.Random(5)
    with open(path, "w") as file:
        for number in range(count):
            file.write(json.dumps({"case": f"case-{number}", "facts": make_case(generator)}) + "\n")


WRITERS = {"toml": write_toml, "clp": write_clips, "lp": write_logic}
