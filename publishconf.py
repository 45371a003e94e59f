"""Only what differs when the site is published. `make publish` uses this file."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 Pelican's own way to build one configuration on another

SITEURL = os.environ.get("SITEURL", "")  # for example https://spiegelkabinett.example, no slash
FEED_DOMAIN = SITEURL
OUTPUT_PATH = "public"
# Where make publish sends the site: nowhere, host:/folder by rsync, s3://bucket/folder
PUBLISH_TO = os.environ.get("PUBLISH_TO", "")
PUBLISHED = True
COMMENTS_MAIL = bool(os.environ.get("SMTP_HOST"))  # as the service has a mail server or not
