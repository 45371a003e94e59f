"""``python -m plugins.narcissist_typology.balance [--conf pelicanconf.py] [--suggest]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pelican.settings import read_settings

from plugins.manuscript import AuthorError
from plugins.narcissist_typology.balance.command import FAULT, lay_out, run
from plugins.narcissist_typology.balance.voice import Voice


def main(argv: Sequence[str] | None = None) -> int:
    """Report on a site's deck; 0 balanced, 1 something to mend, 2 (from argparse) used wrongly."""
    parser = argparse.ArgumentParser(prog="python -m plugins.narcissist_typology.balance")
    parser.add_argument("--conf", type=Path, default=Path("pelicanconf.py"))
    parser.add_argument("--out", type=Path, default=Path("var", "deck"))
    parser.add_argument("--suggest", action="store_true")
    arguments = parser.parse_args(argv)
    if not arguments.conf.is_file():
        parser.error(f"there is no configuration file {arguments.conf}")
    settings = read_settings(str(arguments.conf))
    voice = Voice.of(settings["DEFAULT_LANG"])
    try:
        return run(lay_out(settings, voice), arguments.out, voice, propose=arguments.suggest)
    except AuthorError as error:
        print(error, file=sys.stderr)  # noqa: T201 a command line speaks
        return FAULT


if __name__ == "__main__":
    sys.exit(main())
