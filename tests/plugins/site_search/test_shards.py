from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from plugins.site_search.index import Index
from plugins.site_search.shards import shards, text_files


def index(*entries: str) -> Index:
    return Index(dict.fromkeys(entries, "1,2"), dict.fromkeys(entries, "3"))


def test_a_shard_says_what_it_holds_and_from_where_to_where():
    first, second, third = shards(index("rampe", "rampenlicht", "rest", "ware"), 43)
    assert [shard.first for shard in (first, second, third)] == ["", "rampen", "re"]
    assert json.loads(first.content) == {"": ["", "rampen"], "rampe": [[1, 2], [3]]}
    assert list(json.loads(second.content)) == ["", "rampenlicht"]
    assert json.loads(third.content)[""] == ["re", None]


def test_a_small_index_is_one_shard_and_an_empty_one_too():
    assert [shard.name for shard in shards(index("rampe", "rest"))] == ["w-.json"]
    assert [json.loads(shard.content) for shard in shards(index())] == [{"": ["", None]}]


def test_a_shard_ends_where_the_letters_change_if_that_fits():
    cut = [shard.first for shard in shards(index("raabe", "rabatt", "rahm", "rest", "rind"), 110)]
    assert cut == ["", "re"]


def test_names_are_ascii():
    names = [shard.name for shard in shards(index("ab", "жук", "𐌰𐌱"), 20)]
    assert names == ["w-.json", "w-_436.json", "w-_10330.json"]


@given(
    st.sets(st.text(st.characters(categories=["Ll", "Nd", "Lo"]), min_size=1, max_size=9)),
    st.integers(20, 300),
)
def test_every_entry_is_in_the_shard_where_a_script_looks_for_it(entries, largest):
    def order(word: str) -> bytes:
        return word.encode("utf-16-be")

    cut = shards(index(*entries), largest)
    firsts = [shard.first for shard in cut]
    assert firsts == sorted(set(firsts), key=order)
    assert len({shard.name for shard in cut}) == len(cut)
    for entry in entries:
        home = max(n for n, first in enumerate(firsts) if order(first) <= order(entry))
        assert entry in json.loads(cut[home].content)
    assert sum(len(json.loads(shard.content)) - 1 for shard in cut) == len(entries)


def test_the_order_of_entries_means_nothing():
    words = ("rampe", "rest", "ware")
    assert shards(index(*words), 40) == shards(index(*reversed(words)), 40)


def test_texts_lie_where_their_number_says():
    files = text_files({12: "Zwölf", 3: "Drei\n„und“", 7: "Sieben"}, 10)
    assert {number: json.loads(file) for number, file in files.items()} == {
        0: {"3": "Drei\n„und“", "7": "Sieben"},
        1: {"12": "Zwölf"},
    }
    assert text_files({}, 10) == {}
