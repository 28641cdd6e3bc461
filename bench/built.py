# SPDX-License-Identifier: Apache-2.0
"""What is measured: the commit, the compiler, and the flags. All of it is read from what was built; what
cannot be read (no Git, no list of the commands) is left out.
"""

import json
import re
import shlex
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def said(command):
    """What a command prints, or nothing where it cannot be run or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def commit():
    if not (ROOT / ".git").exists():  # else Git would look for a repository further up
        return ""
    git = ["git", "-C", str(ROOT)]
    name = said([*git, "rev-parse", "--short", "HEAD"])
    # The results themselves may be those of an earlier run.
    changed = said([*git, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/RESULTS.md"])
    return f"{name} and changes" if name and changed else name


def commands(build):
    """How each source file was compiled, by its path in the project."""
    try:
        entries = json.loads((build / "compile_commands.json").read_text())
    except (OSError, ValueError):
        return {}
    return {
        Path(entry["file"]).relative_to(ROOT).as_posix(): shlex.split(entry["command"])
        for entry in entries
        if Path(entry["file"]).is_relative_to(ROOT)
    }


def flags(command):
    """Those that decide about the code that is made: no warnings, files or folders."""
    decisive = ("-O", "-f", "-m", "-g", "-std", "-DNDEBUG")
    kept = [word for word in command if word.startswith(decisive) and not word.startswith("-fdiagnostics")]
    return " ".join(kept)


def compiler(build):
    """Its name and version, as CMake has found them out: GNU 12.2.0."""
    for found in build.glob("CMakeFiles/*/CMakeCXXCompiler.cmake"):
        settings = dict(re.findall(r'set\((CMAKE_CXX_COMPILER_\w+) "([^"]*)"\)', found.read_text()))
        name, version = (settings.get(f"CMAKE_CXX_COMPILER_{what}", "") for what in ("ID", "VERSION"))
        return f"{name} {version}"
    return "unknown"


def built(binaries):
    """Lines of the page, about programs in the folder `bin` of a build."""
    lines = []
    if name := commit():
        lines.append(f"- Commit: {name}")
    build = binaries.parent
    by_file = commands(build)
    casus = by_file.get("engine/session/passes.cpp")
    limit = by_file.get("bench/limits/closure.cpp")
    if casus and limit:
        lines.append(
            f"- Compiler: {compiler(build)}; Casus with `{flags(casus)}`, the limits with `{flags(limit)}`"
        )
    return lines
