from __future__ import annotations

from pathlib import Path

import pytest

import plugins.share_images
from plugins.share_images.typeface import Typefaces, load_typefaces


@pytest.fixture(scope="session")
def faces() -> Typefaces:
    return load_typefaces(Path(plugins.share_images.__file__).parent / "fonts")
