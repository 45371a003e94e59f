"""Meets Pelican: draws after everything was read, and before anything is written."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.share_images.generator import ShareImagesGenerator


def register() -> None:
    """Connect to Pelican's signals."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[ShareImagesGenerator]:
    return ShareImagesGenerator
