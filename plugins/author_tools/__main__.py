"""``python -m plugins.author_tools COMMAND``: see cli.py."""

import sys

from plugins.author_tools.cli import main

sys.exit(main())
