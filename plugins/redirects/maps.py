"""The redirects as web servers read them, so that they answer 301 before any file is looked for.

Each file defines two variables: where a path leads and where a query leads, empty where there is
nothing to say. Keys are decoded paths, as both servers give them (nginx: ``$uri``, Caddy:
``{path}``), so that it does not matter how a browser encodes an umlaut, or which queries hang on a
path. What may stand in an alias (see alias) needs no escaping between quotes.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from plugins.redirects.alias import Alias

_HEAD = "# Written with the site, from the aliases in its texts. See docs/operating.md."
Redirect = tuple[Alias, str]
"""An alias, and the path it leads to."""


def nginx_map(redirects: Iterable[Redirect], prefix: str) -> str:
    """Two ``map`` blocks for nginx's ``http`` context; `prefix` is the path the site lies under."""
    paths, queries = _entries(redirects, prefix)
    form = '    "{}" "{}";'
    return _joined(
        _HEAD,
        "map $uri $moved_path {",
        *(form.format(*entry) for entry in paths),
        '    default "";',
        "}",
        'map "$uri?$args" $moved_query {',
        *(form.format(*entry) for entry in queries),
        '    default "";',
        "}",
    )


def caddy_map(redirects: Iterable[Redirect], prefix: str) -> str:
    """Two ``map`` directives for a site block of a Caddyfile."""
    paths, queries = _entries(redirects, prefix)
    form = '\t"{}" "{}"'
    return _joined(
        _HEAD,
        "map {path} {moved_path} {",
        *(form.format(*entry) for entry in paths),
        '\tdefault ""',
        "}",
        "map {path}?{query} {moved_query} {",
        *(form.format(*entry) for entry in queries),
        '\tdefault ""',
        "}",
    )


def _entries(
    redirects: Iterable[Redirect], prefix: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Keys and addresses, of paths and of queries, sorted."""
    paths, queries = [], []
    for alias, address in redirects:
        target = quote(f"{prefix}{address}", safe="/~+@:()!%")
        for path in alias.paths:
            if alias.query:
                queries.append((f"{prefix}{path}?{alias.query}", target))
            else:
                paths.append((f"{prefix}{path}", target))
    return sorted(paths), sorted(queries)


def _joined(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)
