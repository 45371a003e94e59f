"""Where the words come from: the theme's catalogue and one for every plugin that has one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from gettext import NullTranslations
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from comments_api.conversation.language import catalogue


def plugin_folders(plugins: Iterable[str | ModuleType]) -> tuple[Path, ...]:
    """The folders of the plugins named as Pelican's PLUGINS names them, without duplicates.

    A plugin that is a single file speaks from the folder it lies in.
    Raises ModuleNotFoundError when a plugin cannot be found; Pelican would have done so before.
    """
    folders: dict[Path, None] = {}
    for plugin in plugins:
        spec = plugin.__spec__ if isinstance(plugin, ModuleType) else find_spec(plugin)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"PLUGINS: {plugin} cannot be found")
        folders[Path(spec.origin).parent] = None
    return tuple(folders)


def speaker(*packages: Path) -> Callable[[str], NullTranslations]:
    """What gives a language's translations, the first package's words winning."""

    @cache
    def translations(lang: str) -> NullTranslations:
        return catalogue(lang, *packages)

    return translations
