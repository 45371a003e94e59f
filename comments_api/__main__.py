"""``python -m comments_api``."""

import sys

from comments_api.cli import main

sys.exit(main(sys.argv[1:]))
