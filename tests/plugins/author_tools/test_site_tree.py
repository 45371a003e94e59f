from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from plugins.author_tools.site_tree import Changes, move_into_place


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_only_what_differs_is_touched(tmp_path: Path) -> None:
    live, built = tmp_path / "live", tmp_path / "built"
    write(live, {"same": "1", "old/gone": "2", "changed": "3"})
    before = (live / "same").stat()
    write(built, {"same": "1", "changed": "4", "new/page": "5"})

    changes = move_into_place(built, live)

    assert changes == Changes(new=("new/page",), changed=("changed",), removed=("old/gone",))
    assert read(live) == {"same": "1", "changed": "4", "new/page": "5"}
    assert (live / "same").stat().st_ino == before.st_ino
    assert not (live / "old").exists()


def test_a_build_that_changes_nothing_says_so(tmp_path: Path) -> None:
    live, built = tmp_path / "live", tmp_path / "built"
    write(built, {"a": "1"})
    assert move_into_place(built, live)
    write(built, {"a": "1"})
    assert not move_into_place(built, live)


SITES = st.dictionaries(
    st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h"]), st.sampled_from(["1", "2"])
)


@given(old=SITES, new=SITES)
def test_afterwards_the_live_folder_equals_the_build(
    tmp_path_factory, old: dict[str, str], new: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("trees")
    write(folder / "live", old)
    write(folder / "built", new)
    move_into_place(folder / "built", folder / "live")
    assert read(folder / "live") == new
