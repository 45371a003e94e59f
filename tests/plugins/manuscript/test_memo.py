from plugins.manuscript.memo import Memo, memo_of


class Worker:
    def __init__(self) -> None:
        self.done: list[str] = []

    def __call__(self, memo: Memo, word: str) -> str:
        def work() -> str:
            self.done.append(word)
            return word.upper()

        return memo(("upper", word), work)


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    memo, work = Memo(), Worker()
    assert [work(memo, word) for word in ("a", "b", "a")] == ["A", "B", "A"]
    assert work.done == ["a", "b"]


def test_what_a_whole_build_did_not_ask_for_is_forgotten() -> None:
    memo, work = Memo(), Worker()
    work(memo, "a")
    work(memo, "b")
    memo.build_done()
    work(memo, "a")
    memo.build_done()
    work(memo, "a")
    work(memo, "b")
    assert work.done == ["a", "b", "b"]


def test_a_build_without_a_memory_works_everything_out() -> None:
    work = Worker()
    assert work(memo_of({}), "a") == work(memo_of({}), "a") == "A"
    assert work.done == ["a", "a"]
    kept = Memo()
    assert memo_of({"MEMO": kept}) is kept
