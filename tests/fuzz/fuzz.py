"""Mutates seeds of every reader and loader for some minutes: `python tests/fuzz/fuzz.py MINUTES`.

A target takes bytes and either returns or raises `CompareError`. What raises anything else is written to tests/fuzz/corpus/,
which the suite replays.
"""

import hashlib
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from targets import CORPUS, TARGETS, run, seeds

PIECES = (b"<!--", b"-->", b"<?>", b"**", b"|", b"[^1]", b"\xff\xfe", b"\0", b"\r", b"\xed\xa0\x80", b"\xe2\x80\xae", b"<table>", b"<td>", b"</p>", b'"', b"{", b"]", b"null", b"-1", b"9" * 30)  # fmt: skip


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """One to four random edits: a stretch cut, doubled, overwritten, filled from another seed, or a piece put in."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(data))
        end = min(len(data), at + chance.randint(0, 64))
        match chance.randrange(5):
            case 0:
                data = data[:at] + data[end:]
            case 1:
                data = data[:end] + data[at:end] * chance.randint(1, 40) + data[end:]
            case 2:
                data = data[:at] + chance.randbytes(end - at) + data[end:]
            case 3:
                other = chance.choice(others)
                start = chance.randint(0, len(other))
                data = data[:at] + other[start : start + 200] + data[at:]
            case _:
                data = data[:at] + chance.choice(PIECES) + data[at:]
    return data[:200_000]


def main(minutes: float) -> int:
    """Runs until the time is over; prints how often each target ran and what broke."""
    chance = random.Random(20)
    counts: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    pools = {name: seeds(name) for name in TARGETS}
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        for name, pool in pools.items():
            data = mutated(chance.choice(pool), pool, chance)
            counts[name] += 1
            fault = run(name, data)
            if fault and broken[f"{name} {fault}"] < 3:
                (CORPUS / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
            if fault:
                broken[f"{name} {fault}"] += 1
    sys.stdout.write(f"{dict(counts)}\n{dict(broken)}\n")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
