from __future__ import annotations

from plugins.redirects.alias import parse_alias
from plugins.redirects.maps import caddy_map, nginx_map

REDIRECTS = [
    (parse_alias("/?p=123"), "/essays/a/"),
    (parse_alias("/2012/05/größe/"), "/essays/größe/"),
    (parse_alias("/alt.html"), "/essays/a/"),
]


def test_nginx_gets_paths_and_queries() -> None:
    assert nginx_map(REDIRECTS, "").splitlines()[1:] == [
        "map $uri $moved_path {",
        '    "/2012/05/größe" "/essays/gr%C3%B6%C3%9Fe/";',
        '    "/2012/05/größe/" "/essays/gr%C3%B6%C3%9Fe/";',
        '    "/alt.html" "/essays/a/";',
        '    default "";',
        "}",
        'map "$uri?$args" $moved_query {',
        '    "/?p=123" "/essays/a/";',
        '    default "";',
        "}",
    ]


def test_caddy_gets_the_same() -> None:
    assert caddy_map(REDIRECTS, "").splitlines()[1:] == [
        "map {path} {moved_path} {",
        '\t"/2012/05/größe" "/essays/gr%C3%B6%C3%9Fe/"',
        '\t"/2012/05/größe/" "/essays/gr%C3%B6%C3%9Fe/"',
        '\t"/alt.html" "/essays/a/"',
        '\tdefault ""',
        "}",
        "map {path}?{query} {moved_query} {",
        '\t"/?p=123" "/essays/a/"',
        '\tdefault ""',
        "}",
    ]


def test_below_a_path_both_sides_lie_below_it() -> None:
    assert '"/blog/?p=123" "/blog/essays/a/"' in nginx_map(REDIRECTS, "/blog")


def test_a_site_without_aliases_has_maps_that_say_nothing() -> None:
    assert nginx_map([], "").count("default") == 2
