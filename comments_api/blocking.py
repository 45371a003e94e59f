"""Editing the block list: what moderators want to look at before anything else happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comments_api.model import Block, BlockKind, NewBlock
from comments_api.ports import Clock, Store
from comments_api.spam.block_list import pattern_of


@dataclass(frozen=True, slots=True)
class BlockList:
    """The use cases around the list. Every method may raise StoreUnavailable."""

    store: Store
    clock: Clock

    def all(self) -> Sequence[Block]:
        """Every entry, by kind and pattern."""
        with self.store.reading() as reading:
            return reading.blocks()

    def add(self, kind: BlockKind, typed: str, who: str) -> str:
        """Add an entry and return its pattern as kept. Raises BadPattern, BlockTaken."""
        pattern = pattern_of(kind, typed)
        with self.store.writing() as writing:
            writing.add_block(NewBlock(kind=kind, pattern=pattern, who=who, at=self.clock()))
        return pattern

    def remove(self, block_id: int) -> bool:
        """Remove an entry; False when there is none of this id."""
        with self.store.writing() as writing:
            return writing.remove_block(block_id)
