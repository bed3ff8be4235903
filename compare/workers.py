"""Several processes, where that is safe and worth it. Takes a function and its jobs, gives the results in their order."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_PR_SET_PDEATHSIG = 1


def mapped(work: Callable[[Job], Result], jobs: Sequence[Job], *, least: int) -> list[Result]:
    """`work` over the jobs: in processes from `least` jobs on, else one after the other; the results are the same.

    Only a program without other threads can be forked safely, and a fork is the one way to start a process that does
    not run the caller's script again.
    """
    cores = os.cpu_count() or 1
    if len(jobs) < least or cores < 2:
        return [work(job) for job in jobs]
    import multiprocessing  # loaded where there is work for several processes
    from concurrent.futures import ProcessPoolExecutor

    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    if not forks or threading.active_count() > 1:
        return [work(job) for job in jobs]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(cores, len(jobs)), mp_context=context, initializer=_die_with_parent) as pool:
        return list(pool.map(work, jobs))


def _die_with_parent() -> None:
    """Have Linux end this process with its parent: a killed one tells its pool nothing, and it would wait for ever."""
    import ctypes  # of use in such a process alone

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
