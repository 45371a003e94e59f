from pathlib import Path

import pytest

from plugins.author_tools.publish import obstacles


def test_a_settled_site_may_go_out(tmp_path: Path) -> None:
    (tmp_path / "impressum.md").write_text("Erika Beispiel, Musterweg 1\n")
    assert list(obstacles("https://site.example", tmp_path, str)) == []


def test_a_gap_in_a_page_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "impressum.md").write_text("title: Impressum\n\n⟨Name⟩\n")
    [obstacle] = obstacles("https://site.example", tmp_path, str)
    assert "impressum.md:3" in obstacle


@pytest.mark.parametrize("url", ["", "site.example", "https://site.example/", "ftp://site.example"])
def test_without_a_whole_address_nothing_goes_out(tmp_path: Path, url: str) -> None:
    [obstacle] = obstacles(url, tmp_path, str)
    assert "SITEURL" in obstacle
