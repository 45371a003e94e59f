"""``python -m benchmarks``: every measurement, one after the other; see RESULTS.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

for script in sorted(HERE.glob("[!_]*.py")):
    print(f"\n== {script.stem}", flush=True)
    # One process each, so that none warms or crowds another.
    subprocess.run([sys.executable, "-m", f"benchmarks.{script.stem}"], check=True)
