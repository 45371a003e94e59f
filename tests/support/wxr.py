"""WXR files of our own making: as WordPress writes them, with what a test wants to see in them."""

from __future__ import annotations

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
 xmlns:excerpt="{scheme}://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="{scheme}://wordpress.org/export/{version}/">
<channel>
<title>Das alte Blog</title>
<link>https://alt.example/blog</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>https://alt.example/</wp:base_site_url>
<wp:base_blog_url>https://alt.example/blog</wp:base_blog_url>
"""
AUTHORS = """<wp:author><wp:author_id>7</wp:author_id><wp:author_login>leo</wp:author_login>
<wp:author_email>leo@alt.example</wp:author_email>
<wp:author_display_name><![CDATA[Leopold Amalgam]]></wp:author_display_name>
<wp:author_first_name/><wp:author_last_name/></wp:author>
<wp:author><wp:author_id>8</wp:author_id><wp:author_login>gast</wp:author_login></wp:author>
"""


def wxr(*items: str, version: str = "1.2", scheme: str = "http") -> str:
    head = HEAD.format(version=version, scheme=scheme)
    return f"{head}{AUTHORS}{''.join(items)}</channel>\n</rss>\n"


def item(
    number: int,
    title: str,
    *comments: str,
    text: str = "<p>Ein Satz.</p>",
    slug: str | None = None,
    link: str | None = None,
    kind: str = "post",
    status: str = "publish",
    date: str = "2019-12-01 09:00:00",
    gmt: str = "2019-12-01 08:00:00",
    excerpt: str = "",
    terms: str = '<category domain="category" nicename="welt">Welt</category>',
    more: str = "",
) -> str:
    slug = "titel" if slug is None else slug
    link = f"https://alt.example/blog/2019/{slug}/" if link is None else link
    return f"""<item>
<title>{title}</title><link>{link}</link><dc:creator>leo</dc:creator>
<guid isPermaLink="false">https://alt.example/blog/?p={number}</guid>
<content:encoded><![CDATA[{text}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date>
<wp:post_date_gmt>{gmt}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type>{terms}{more}
{"".join(comments)}</item>
"""


def comment(
    number: int,
    *,
    parent: int = 0,
    text: str = "Ein Kommentar.",
    author: str = "Erna",
    approved: str = "1",
    kind: str = "",
    user: int = 0,
    gmt: str = "2019-12-01 08:30:00",
    local: str = "2019-12-01 09:30:00",
) -> str:
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author><![CDATA[{author}]]></wp:comment_author>
<wp:comment_author_email>erna@example.org</wp:comment_author_email>
<wp:comment_author_url>http://erna.example</wp:comment_author_url>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>
<wp:comment_date>{local}</wp:comment_date><wp:comment_date_gmt>{gmt}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent><wp:comment_user_id>{user}</wp:comment_user_id>
</wp:comment>
"""
