from pathlib import Path

import pytest

from plugins.manuscript import InvalidSetting
from plugins.share_images.settings import Settings


def parse(**settings):
    return Settings.parse({"SITENAME": "Zoo", **settings}, str)


def test_pictures_are_kept_under_var_unless_told_otherwise():
    assert parse() == Settings(site="Zoo", cache=Path("var/share-images"))
    assert parse(SHARE_IMAGES_CACHE="/elsewhere").cache == Path("/elsewhere")


@pytest.mark.parametrize("value", ["", "  ", None, 3])
def test_what_is_no_folder_is_refused_by_name(value):
    with pytest.raises(InvalidSetting, match="SHARE_IMAGES_CACHE must be the path of a folder"):
        parse(SHARE_IMAGES_CACHE=value)
