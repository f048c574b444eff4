"""How long `rpa --help` and `rpa check` take, as whole processes, against an empty Python.

python benchmarks/start_up.py
"""

from __future__ import annotations

import subprocess
import sys

from stage import ROOT, milliseconds

COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "rpa --help": ("-m", "rpa", "--help"),
    "rpa list": ("-m", "rpa", "list"),
    "rpa check": ("-m", "rpa", "check"),
}


def main() -> None:
    """Measure and print."""
    spent = {
        name: milliseconds(
            lambda arguments=arguments: subprocess.run(
                [sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
            ),
            rounds=9,
        )
        for name, arguments in COMMANDS.items()
    }
    least = spent["python -c pass"]
    for name, one in spent.items():
        print(f"  {name:16} {one:7.0f} ms  × {one / least:5.1f}")


if __name__ == "__main__":
    main()
