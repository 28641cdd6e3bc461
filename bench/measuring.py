# SPDX-License-Identifier: Apache-2.0
"""Runs everything on a data set, one after the other and round by round, and keeps the times.

Rounds make the ratios fair: what slows the machine down for a while slows all down alike.
"""

import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass, field

from engines import CASUS, LIMIT, same_answer

SLOW = 10.0  # seconds: what takes longer is run three times at most


@dataclass
class Result:
    """What came of the runs of an engine on a data set."""

    engine: str
    seconds: list = field(default_factory=list)
    megabytes: list = field(default_factory=list)
    failure: str = ""  # why there is no time: timeout, another answer, an exit code

    @property
    def time(self):
        return statistics.median(self.seconds)

    @property
    def memory(self):
        return statistics.median(self.megabytes)

    def wants(self, repeats):
        """Whether another run is of use, where `repeats` are asked for."""
        if self.failure:
            return False
        slow = self.seconds and self.seconds[0] > SLOW
        return len(self.seconds) < (min(3, repeats) if slow else repeats)


class Measuring:
    def __init__(self, engines, binaries, work, repeats, timeout, warm):
        self.engines = engines
        self.measure = str(binaries / "measure")
        self.work = work
        self.repeats = repeats
        self.timeout = timeout
        self.warm = warm  # megabytes that are written to before each run: see measure.cpp

    def run(self, data_set, data):
        """The results of all engines that take this data set, which lies in the folder `data`."""
        engines = [engine for engine in self.engines if engine.takes(data_set)]
        results = {engine.name: Result(engine.name) for engine in engines}
        expected = None
        for round_number in range(self.repeats):
            for engine in engines:
                result = results[engine.name]
                if not result.wants(self.repeats):
                    continue
                folder = self.make_folder(data)
                self.run_once(engine, data_set, folder, result)
                if round_number == 0 and not result.failure:
                    expected = self.check(engine, data_set, folder, result, expected)
                self.say(data_set, round_number, result)
        return list(results.values())

    def check(self, engine, data_set, folder, result, expected):
        """Holds the answer against the one expected, which is that of the first who has one."""
        try:
            answer = engine.answer(data_set, folder)
        except (OSError, ValueError, LookupError, AttributeError) as error:
            print(f"{engine.name}: {error}", file=sys.stderr)
            result.failure = "no answer"
            return expected
        if expected is None:
            return answer
        if answer is not None and not same_answer(expected, answer):
            result.failure = "another answer"
        return expected

    def make_folder(self, data):
        folder = self.work / "run"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "data").symlink_to(data)
        return folder

    def run_once(self, engine, data_set, folder, result):
        run = engine.run(data_set, folder)
        files = [run.given, "output", "messages"]
        command = [self.measure, str(self.timeout), str(self.warm), *files, *run.command]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        seconds, megabytes, status = done.stdout.split()
        if status in ("timeout", "killed"):
            result.failure = f"over {self.timeout} s" if status == "timeout" else "killed"
        elif int(status) not in engine.exit_codes:
            result.failure = f"exit code {status}"
            tail = (folder / "messages").read_text(errors="replace").strip().splitlines()[-3:]
            print(*tail, sep="\n", file=sys.stderr)
        else:
            result.seconds.append(float(seconds))
            result.megabytes.append(float(megabytes))

    def say(self, data_set, round_number, result):
        if round_number > 0 and not result.failure:
            return
        said = result.failure or f"{result.seconds[-1]:.3f} s"
        print(f"{data_set.program} {data_set.title}: {result.engine}: {said}", file=sys.stderr)


def went_wrong(results):
    """Whether Casus or the limit has no time, or somebody has another answer."""
    return any(
        result.failure and (result.engine in (CASUS, LIMIT) or result.failure.endswith("answer"))
        for result in results
    )
