"""A new type: a card file that is sound in all but what only its author can write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plugins.manuscript import AuthorError, BrokenManuscripts, Translate
from plugins.manuscript.gaps import gap
from plugins.manuscript.slug import slugify
from plugins.narcissist_typology.card import Gender
from plugins.narcissist_typology.card_file import INVENTED
from plugins.narcissist_typology.deck_files import DeckFiles, read_files
from plugins.narcissist_typology.settings import Settings

_GENDERS = {
    "der": Gender.MASCULINE,
    "die": Gender.FEMININE,
    "das": Gender.NEUTER,
    "the": Gender.NEUTER,
}


class CannotStartType(AuthorError):
    """The name gives no card, there is one already, or the deck is full."""


@dataclass(frozen=True, slots=True)
class NewType:
    """A card begun at `path`; `missing` are the codes its family lacks still."""

    path: Path
    code: str
    missing: tuple[str, ...]


def start_type(settings: Settings, name: str, _: Translate) -> NewType:
    """Write a card for `name`, which begins with its article. Never overwrites.

    The card gets the first free code, in a family already begun if there is one: the deck is
    whole only when each of its families is. What is left to write stands between ⟨ and ⟩, so that
    `make publish` finds it. Raises CannotStartType, and BrokenManuscripts for files in the folder
    that are no text.
    """
    article, _blank, rest = " ".join(name.split()).partition(" ")
    slug = slugify(rest)
    if article.lower() not in _GENDERS or not slug:
        raise CannotStartType(
            _('“%(name)s” is no name with its article.\n    → make type NAME="Der Wanderprediger"')
            % {"name": name.strip()}
        )
    files = read_files(settings, _)
    if files.unreadable:
        raise BrokenManuscripts(files.unreadable)
    path = settings.folder / f"{slug}.md"
    taken = next((file for file in files.manuscripts if file.value("slug") == slug), None)
    if taken or path.exists():
        raise CannotStartType(
            _("%(path)s is there already and stays as it is. Choose another name.")
            % {"path": taken.path if taken else path}
        )
    code, missing = _free_code(files, settings, _)
    settings.folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(_card(code, slug, article, rest, settings, _))
    return NewType(path, code, missing)


def _free_code(files: DeckFiles, settings: Settings, _: Translate) -> tuple[str, tuple[str, ...]]:
    """The code to take, and those its family lacks then."""
    taken = {manuscript.value("code") for manuscript in files.manuscripts}
    places = range(1, settings.family_size + 1)
    families = [[f"{family.letter}{place}" for place in places] for family in settings.families]
    open_ones = [
        (len(free) == len(codes), free)
        for codes in families
        if (free := [code for code in codes if code not in taken])
    ]
    if not open_ones:
        raise CannotStartType(
            _(
                "The deck is full: all codes from %(first)s to %(last)s are taken.\n"
                "    → In pelicanconf.py raise TYPOLOGY_FAMILY_SIZE (now %(size)d), and every "
                "family needs another card;\n"
                "      or add a family to TYPOLOGY_FAMILIES, and that one needs %(size)d. "
                "Nothing was written."
            )
            % {"first": families[0][0], "last": families[-1][-1], "size": settings.family_size}
        )
    _untouched, (code, *missing) = min(open_ones, key=lambda family: family[0])
    return code, tuple(missing)


def _card(code: str, slug: str, article: str, name: str, settings: Settings, _: Translate) -> str:
    middle = (settings.lowest + settings.highest) // 2
    fields = {
        "code": code,
        "slug": slug,
        "article": article.capitalize(),
        "name": name,
        "gender": _GENDERS[article.lower()],
        "motto": gap(_("One line that would fit on a mug")),
        **{kind.key: middle for kind in settings.kinds},
        "symptoms": gap(_("does this")) + "; " + gap(_("says that")),
        "habitat": gap(_("where one meets it")),
        "prey": gap(_("what it is after")),
        "enemy": gap(_("what drives it away")),
        "antidote": gap(_("What helps, as advice to the reader.")),
        "relatives": "",
        "quotation": gap(_("Something overheard.")),
        "quotation-essay": "",
        "provenance": INVENTED,
        "alt": gap(_("What the portrait shows, for those who do not see it.")),
    }
    front = "\n".join(f"{key}: {value}".rstrip() for key, value in fields.items())
    portrait = _(
        "The portrait, %(fewest)d to %(most)d words. Look for the form in which this type would "
        "betray itself: an expert opinion, a weather report, a page of a guide book, a small ad. "
        "Show what it does and leave the verdict to the reader. One detail that nobody else has "
        "is worth ten adjectives. Laugh at the pose, never at where people come from, what they "
        "look like or what they are called. The best sentence comes last, and after it nothing."
    ) % {"fewest": settings.fewest_words, "most": settings.most_words}
    return f"---\n{front}\n---\n\n{gap(portrait)}\n"
