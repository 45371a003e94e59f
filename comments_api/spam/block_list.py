"""The moderators' block list: words, domains and networks. What matches is held, never refused.

Patterns are kept in one form each:

- a word or a phrase, folded (`german.folded`), single spaces between; a star at either end stands
  for the rest of a word: ``kredit*`` is in *Kreditkarte*, ``*kredit`` in *Sofortkredit*;
- a domain in ASCII, which stands for all below it too;
- a network in CIDR form. It is compared with where a comment comes from at that moment; neither
  address nor network is kept with the comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Address, ip_address, ip_network

from comments_api.model import Block, BlockKind
from comments_api.ports import SpamReader
from comments_api.spam.clues import ascii_host, domain_of
from comments_api.spam.german import folded, words

SHORTEST_WORD = 3
LONGEST_PATTERN = 200
WIDEST_IPV4 = 8
WIDEST_IPV6 = 16
_NOT_IN_A_HOST = re.compile(r"[^\w.-]+")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


class BadPattern(ValueError):
    """This cannot stand on the list. `why` is a msgid."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def pattern_of(kind: BlockKind, typed: str) -> str:
    """The form in which `typed` is kept. Raises BadPattern."""
    typed = typed.strip()
    if len(typed) > LONGEST_PATTERN:
        raise BadPattern(_("This is too long for an entry."))
    match kind:
        case BlockKind.WORD:
            return _word(typed)
        case BlockKind.DOMAIN:
            return _domain(typed)
        case BlockKind.NETWORK:
            return _network(typed)


class BlockMatcher:
    """The list, made ready to look at many comments."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        kinds: dict[BlockKind, list[Block]] = {kind: [] for kind in BlockKind}
        for block in blocks:
            kinds[block.kind].append(block)
        self._words = [(_needle(block.pattern), block) for block in kinds[BlockKind.WORD]]
        self._domains = {block.pattern: block for block in kinds[BlockKind.DOMAIN]}
        self._networks = [(ip_network(block.pattern), block) for block in kinds[BlockKind.NETWORK]]

    @classmethod
    def of(cls, reading: SpamReader) -> BlockMatcher:
        """The list as it is."""
        return cls(reading.blocks())

    def matches(
        self, author: str, email: str | None, website: str | None, text: str
    ) -> list[Block]:
        """The entries that a comment meets by what it says and where it leads."""
        met = []
        if self._words:
            said = _as_words("\n".join(filter(None, (author, text, website))))
            met += [block for needle, block in self._words if needle in said]
        if self._domains:
            # A domain stands for all below it.
            names = {name for host in _hosts(text, email, website) for name in _above(host)}
            met += [self._domains[name] for name in sorted(names & self._domains.keys())]
        return met

    def match_of_network(self, address: str | None) -> Block | None:
        """The entry that names the network of this address."""
        if not self._networks or not address:
            return None
        try:
            parsed = ip_address(address.partition("%")[0])
        except ValueError:
            return None
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        return next((block for network, block in self._networks if parsed in network), None)


def _word(typed: str) -> str:
    found = words(folded(typed))
    if sum(map(len, found)) < SHORTEST_WORD:
        raise BadPattern(_("A word has at least three letters."))
    start = "*" if typed.startswith("*") else ""
    end = "*" if typed.endswith("*") else ""
    return f"{start}{' '.join(found)}{end}"


def _domain(typed: str) -> str:
    address = typed if "://" in typed else f"https://{typed.removeprefix('*.')}"
    domain = domain_of(address)
    if domain is None or not _HOST.fullmatch(domain):
        raise BadPattern(_("This is not a domain. It looks like example.org."))
    return domain


def _network(typed: str) -> str:
    try:
        network = ip_network(typed, strict=False)
    except ValueError as error:
        raise BadPattern(
            _("This is not a network. It looks like 203.0.113.0/24 or 2001:db8::/48.")
        ) from error
    widest = WIDEST_IPV4 if isinstance(network, IPv4Network) else WIDEST_IPV6
    if network.prefixlen < widest:
        raise BadPattern(_("This network is so large that nearly everybody is in it."))
    return str(network)


def _as_words(text: str) -> str:
    """The words of a text with a space before and after each, to find whole ones."""
    return f" {' '.join(words(folded(text)))} "


def _needle(pattern: str) -> str:
    needle = pattern.strip("*")
    before = "" if pattern.startswith("*") else " "
    after = "" if pattern.endswith("*") else " "
    return f"{before}{needle}{after}"


def _hosts(text: str, email: str | None, website: str | None) -> Iterator[str]:
    """Whatever could be a host's name, also where nobody wrote https:// before it."""
    for token in _NOT_IN_A_HOST.split("\n".join(filter(None, (text, email, website)))):
        if "." in token.strip("."):
            yield ascii_host(token)


def _above(host: str) -> Iterator[str]:
    """A host's name and those it is below: ``a.b.example``, ``b.example``, ``example``."""
    while host:
        yield host
        host = host.partition(".")[2]
