from __future__ import annotations

import pytest

from plugins.picture_captions.address import is_elsewhere, is_in_site, picture_file


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("{static}/bilder/a.png", "bilder/a.png"),
        ("{static}/bilder/a%20b.png?x=1#y", "bilder/a b.png"),
        ("|static|/bilder/ä.png", "bilder/ä.png"),
        ("{attach}a.png", "essays/a.png"),
        ("{filename}../bilder/a.png", "bilder/a.png"),
    ],
)
def test_an_address_in_the_site_means_a_file_of_the_content(tmp_path, address, file):
    assert is_in_site(address)
    assert picture_file(address, tmp_path, tmp_path / "essays") == tmp_path / file


@pytest.mark.parametrize("address", ["{static}/../geheim.png", "{static}../../a.png"])
def test_no_address_leads_out_of_the_content(tmp_path, address):
    assert picture_file(address, tmp_path, tmp_path / "essays") is None


@pytest.mark.parametrize(
    "address", ["/bilder/a.png", "a.png", "{index}", "https://x.example/a.png"]
)
def test_any_other_address_means_no_file(tmp_path, address):
    assert not is_in_site(address)
    assert picture_file(address, tmp_path, tmp_path) is None


def test_a_relative_address_needs_the_folder_of_its_text(tmp_path):
    assert picture_file("{static}a.png", tmp_path) is None
    assert picture_file("{static}/a.png", tmp_path) == tmp_path / "a.png"


@pytest.mark.parametrize(
    "address", ["https://x.example/a", "//x.example/a", "HTTP://X", "data:image/png"]
)
def test_another_host_is_elsewhere(address):
    assert is_elsewhere(address)


@pytest.mark.parametrize("address", ["{static}/a.png", "/a//b.png", "a.png", ""])
def test_the_own_site_is_not(address):
    assert not is_elsewhere(address)
