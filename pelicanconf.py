"""What the site is, while it is written. publishconf.py holds only what differs when published."""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # so that `plugins` is found from any working directory

from plugins.manuscript.slug import SLUG_RULES  # noqa: E402 needs the path above


def newest_first(article: Any) -> tuple[float, str]:
    """Sort by time, then by address: the order of files on a disk means nothing."""
    return (-article.date.timestamp(), article.slug)


# The publication
SITENAME = "Spiegelkabinett"
SITESUBTITLE = "Essays über die Kunst, sich selbst im Weg zu stehen"
SITEURL = ""  # empty: links are relative to the root, on whatever host and port
AUTHOR = "Leopold Amalgam"
DEFAULT_LANG = "de"
TIMEZONE = "Europe/Berlin"
DEFAULT_CATEGORY = "Vermischtes"

# Where things are
PATH = "content"
THEME = "theme"
OUTPUT_PATH = "output"
ARTICLE_PATHS = ["essays"]
PAGE_PATHS = ["seiten"]
STATIC_PATHS = ["bilder"]

# Addresses: folders that end in a slash, so that an essay can move from one tool to the next
ARTICLE_URL = "essays/{slug}/"
ARTICLE_SAVE_AS = "essays/{slug}/index.html"
ARTICLE_LANG_URL = "{lang}/essays/{slug}/"
ARTICLE_LANG_SAVE_AS = "{lang}/essays/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = "{lang}/{slug}/"
PAGE_LANG_SAVE_AS = "{lang}/{slug}/index.html"
CATEGORY_URL = "rubriken/{slug}/"
CATEGORY_SAVE_AS = "rubriken/{slug}/index.html"
TAG_URL = "schlagworte/{slug}/"
TAG_SAVE_AS = "schlagworte/{slug}/index.html"
AUTHOR_URL = "autoren/{slug}/"
AUTHOR_SAVE_AS = "autoren/{slug}/index.html"
ARCHIVES_SAVE_AS = "archiv/index.html"
CATEGORIES_SAVE_AS = "rubriken/index.html"
TAGS_SAVE_AS = "schlagworte/index.html"
AUTHORS_SAVE_AS = "autoren/index.html"
SEARCH_URL = "suche/"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
DIRECT_TEMPLATES = [
    "index",
    "archives",
    "categories",
    "tags",
    "authors",
    "404",
    "sitemap",
    "robots",
]
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt"]
PAGINATED_TEMPLATES: dict[str, int | None] = {}

# Umlauts are written out in addresses: groesse, never grosse. Pelican's own transliteration would
# come first and know no German, so it is switched off.
SLUGIFY_USE_UNICODE = True
SLUG_REGEX_SUBSTITUTIONS = SLUG_RULES

# Feeds
FEED_DOMAIN = "http://127.0.0.1:8000"  # only so that a feed read at one's desk names some address
FEED_MAX_ITEMS = 20  # whole texts: a reader who comes new should not download a book
FEED_AUTHORITY = None  # "host,year" of who names the essays: see docs/operating.md before moving
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None  # plugins.feeds writes them all
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Writing
MARKDOWN = {
    "extensions": [
        "markdown.extensions.attr_list",
        "markdown.extensions.fenced_code",
        "markdown.extensions.footnotes",
        "markdown.extensions.meta",
        "markdown.extensions.tables",
        "markdown.extensions.toc",
    ],
    "extension_configs": {
        "markdown.extensions.footnotes": {"BACKLINK_TITLE": "{}"},  # the page says it in words
        "markdown.extensions.toc": {"permalink": False},
    },
    "output_format": "html5",
}
DEFAULT_PAGINATION = False
ARTICLE_ORDER_BY = newest_first
WITH_FUTURE_DATES = True  # plugins.publication_states holds back what is not due
DRAFT_KEY_FILE = str(ROOT / "var" / "draft.key")
PICTURES_CACHE = str(ROOT / "var" / "pictures")
SHARE_IMAGES_CACHE = str(ROOT / "var" / "share-images")

# Comments: how long a discussion stays open after its essay appeared (None: for ever)
COMMENTS_EXCHANGE = str(ROOT / "var" / "exchange")
COMMENTS_CLOSE_AFTER_DAYS = None
COMMENTS_RULES_URL = "mitreden/"  # the pages that forms and decisions refer to
COMMENTS_PRIVACY_URL = "datenschutz/"
COMMENTS_IMPRINT_URL = "impressum/"
COMMENTS_MAIL = True  # the form offers replies by mail; while developing they lie in var/mail/

JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}

PLUGINS = [
    "plugins.interface_language",
    "plugins.publication_states",
    "plugins.picture_captions",
    "plugins.german_typography",
    "plugins.responsive_pictures",
    "plugins.narcissist_typology",
    "plugins.narcissist_typology.print_sheets",
    "plugins.narcissist_typology.quiz",
    "plugins.narcissist_typology.supertrumpf",
    "plugins.reading_time",
    "plugins.essay_neighbours",
    "plugins.signposts",
    "plugins.baked_comments",
    "plugins.feeds",
    "plugins.site_search",
    "plugins.share_images",
    "plugins.redirects",  # last of those that write pages: it must see which addresses are taken
    "plugins.stylesheet",
    "plugins.page_weight",  # what it weighs must be there
    "plugins.editorial_check",
]
