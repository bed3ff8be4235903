"""What two editions say is read once, and handed to all that need it."""

from collections import Counter

from building import edition

from compare import figures, pipeline, promises


def test_figures_and_promises_of_each_edition_are_extracted_once_and_judged_once(monkeypatch):
    calls = Counter()

    def counted(room, name):
        function = getattr(room, name)

        def counting(*args, **named):
            calls[name, room.__name__] += 1
            return function(*args, **named)

        monkeypatch.setattr(room, name, counting)

    for room, name in ((figures, "extract"), (promises, "extract"), (promises, "followups")):
        counted(room, name)
    old, new = (edition(f"一、回顾\n修路{year}里。\n二、打算\n明年修路3里。", str(year)) for year in (2021, 2022))

    pipeline.compare(old, new)

    assert calls == {
        ("extract", "compare.figures"): 2,
        ("extract", "compare.promises"): 2,
        ("followups", "compare.promises"): 1,
    }
