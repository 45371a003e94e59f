"""The door for WSGI servers other than our own: ``comments_api.wsgi:application``.

Such a server needs a timer that runs ``python -m comments_api tidy``; our own does it by itself.
"""

import os

from comments_api import logs
from comments_api.app import create_app
from comments_api.config import Config

_config = Config.from_env(os.environ)
logs.configure(_config.log_level)
application = create_app(_config)
