"""Moving in from WordPress: seconds and peak memory for exports of 0.6 and 100 MB.

Run alone: ``python -m benchmarks.moving_in [megabytes …]``. The export is made up: posts of about
20 kB with headings, lists, links and short codes, each with ten comments in nested replies.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.project import small_content, write_conf
from tests.support.wxr import AUTHORS, HEAD, comment, item

ROOT = Path(__file__).resolve().parents[1]
PARAGRAPH = (
    "<p>Die <strong>Aufmerksamkeit</strong> ist eine <em>Währung</em>, die "
    '<a href="https://alt.example/blog/2019/text-{0}/">niemand</a> nimmt; auch Nr. {0} nicht.</p>'
)
SECTION = "<h2>Teil</h2><ul><li>eins</li><li>zwei</li></ul>[ref]Eine Note.[/ref]"


def export(path: Path, size: int) -> int:
    """Write an export of about `size` bytes and return how many posts it holds."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.format(version="1.2", scheme="http") + AUTHORS)
        while file.tell() < size:
            number += 1
            text = "".join(PARAGRAPH.format(number - 1) * 10 + SECTION for _part in range(10))
            comments = (
                comment(number * 10 + one, parent=number * 10 + one - 1 if one % 3 else 0)
                for one in range(10)
            )
            file.write(item(number, f"Text {number}", *comments, text=text, slug=f"text-{number}"))
        file.write("</channel></rss>")
    return number


def measure(megabytes: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        conf = write_conf(folder, content=small_content(folder))
        posts = export(folder / "export.xml", int(megabytes * 1_000_000))
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'comments.sqlite3'}",
            "SECRET_FILE": str(folder / "secret"),
        }
        command = [sys.executable, "-m", "plugins.author_tools", "--conf", str(conf), "import"]
        began = time.monotonic()
        subprocess.run(
            [*command, str(folder / "export.xml")],
            cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        seconds = time.monotonic() - began
        print(f"{megabytes:6.1f} MB: {posts} posts, {posts * 10} comments, {seconds:.1f} s, "
              f"peak of the larger half {peak:.0f} MB")  # fmt: skip


def main() -> None:
    for megabytes in map(float, sys.argv[1:] or ("0.6", "100")):
        measure(megabytes)


if __name__ == "__main__":
    main()
