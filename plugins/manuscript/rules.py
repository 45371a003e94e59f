"""Every rule by which something can be found wrong: the one list.

A finding names its rule; readers look it up in docs/authoring.md, editors show it, and authors
silence it by this name. So a new rule is entered here and told there; a test compares the two.
"""

from __future__ import annotations

_DATED = "impossible-date modified-before-date"
_FRONT_MATTER = (
    "control-character no-front-matter front-matter-open not-a-field unknown-field missing-field"
    " duplicate-field yaml-list unknown-status unknown-comments unknown-toc bad-slug bad-thread"
    " bad-lang duplicate-slug duplicate-thread quoted-value block-value renamed-thread"
)
_BODY = (
    "open-listing empty-heading second-title skipped-heading-level unknown-footnote unused-footnote"
    " duplicate-footnote double-space hyphen-for-dash straight-quote long-sentence long-paragraph"
)
_LINKS = (
    "link-to-missing-file link-to-draft link-to-scheduled empty-link link-without-address"
    " link-without-filename link-without-scheme unknown-reference"
)
_OUTPUT = "dead-link dead-anchor duplicate-id bad-id broken-feed"
_SILENCES = "silence-of-unknown-rule silence-impossible silence-without-reason silence-of-nothing"
_BUDGET = "over-budget other-host"
_PICTURES = (
    "picture-without-alt picture-without-credit picture-elsewhere picture-address picture-missing"
    " picture-unreadable picture-kind picture-colours picture-too-large picture-tells picture-moves"
    " picture-heavy"
)
_ALIASES = "bad-alias alias-claimed alias-taken"
_LISTS = "bad-division duplicate-division too-many-divisions bad-foam-entry duplicate-foam-entry"
_CARDS = (
    "unknown-card bad-code duplicate-code duplicate-name no-portrait not-a-number out-of-range"
    " portrait-length slug-is-not-file-name unknown-gender unknown-provenance"
    " empty-family incomplete-family own-relative unknown-relative"
)
_BALANCE = (
    "correlated-values dominated-card frequent-ties knowing-too-little-use knowing-too-much-use"
    " often-best-value rarely-best-value starter-advantage strong-card uneven-family weak-card"
)
_QUIZ = (
    "toml-syntax missing-table missing-text missing-verdict unknown-name unknown-question"
    " unknown-type question-name repeated-answer too-few-answers answer-leads-nowhere"
    " answer-without-words circle long-way short-way uneven-ways unreachable-question"
    " unreachable-type"
)

RULES = frozenset(
    " ".join(
        (
            "not-utf-8",
            *(
                _DATED,
                _FRONT_MATTER,
                _BODY,
                _LINKS,
                _PICTURES,
                _OUTPUT,
                _BUDGET,
                _ALIASES,
                _SILENCES,
            ),
            *(_LISTS, _CARDS, _BALANCE, _QUIZ),
        )
    ).split()
)
"""The names of all rules."""
