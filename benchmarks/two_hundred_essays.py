"""How long a whole build of two hundred essays takes, and what of it the pictures are.

The essays are the publication's own, told again and again under other titles; every fourth shows
the publication's photograph. Built twice in one process each: with an empty cache, and again.
"""

from __future__ import annotations

import re
import resource
import shutil
import tempfile
import time
from pathlib import Path

from plugins.author_tools.build import build_site, load_settings
from tests.support.project import BUILD_TIME, ROOT, SITE_URL, write_conf

ESSAYS = 200


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = many_essays(Path(folder) / "content")
        conf = write_conf(Path(folder), content=content, site_url=SITE_URL, BUILD_TIME=BUILD_TIME)
        with conf.open("a", encoding="utf-8") as file:
            for name in ("SHARE_IMAGES_CACHE", "PICTURES_CACHE"):
                file.write(f"{name} = {str(Path(folder) / name.lower())!r}\n")
        for occasion in ("the first time", "again, nothing changed"):
            began, worked = time.monotonic(), time.process_time()
            build_site(load_settings(conf))
            print(
                f"{ESSAYS} essays, {occasion}: {time.monotonic() - began:.1f} s, "
                f"{time.process_time() - worked:.1f} s of it this process's own work"
            )
        output = Path(folder) / "output"
        weight = sum(file.stat().st_size for file in output.rglob("*") if file.is_file())
        print(f"{sum(1 for _ in output.rglob('*.html'))} pages, {weight / 1e6:.0f} MB in all")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:.0f} MB of memory at most")


def many_essays(content: Path) -> Path:
    shutil.copytree(ROOT / "content", content)
    originals = [
        path
        for path in sorted((content / "essays").glob("*.md"))
        if "status:" not in path.read_text("utf-8") and path.stem.count(".") == 0
    ]
    for number in range(ESSAYS - len(originals)):
        text = originals[number % len(originals)].read_text("utf-8")
        text = re.sub(r"(?m)^title: (.*)", rf"title: \1, zum {number}.", text, count=1)
        text = re.sub(r"(?m)^slug: (.*)", rf"slug: \1-{number}", text, count=1)
        day = f"20{10 + number // 28 % 15}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        text = re.sub(r"(?m)^date: .*", f"date: {day} 07:30", text, count=1)
        (content / "essays" / f"{number:04}.md").write_text(text, "utf-8")
    return content


if __name__ == "__main__":
    main()
