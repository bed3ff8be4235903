"""Several processes give what one gives, in the same order."""

import os
import threading

from compare.workers import mapped


def squared(number: int) -> int:
    return number * number


def process(_: int) -> int:
    return os.getpid()


def test_results_come_in_the_order_of_the_jobs():
    assert mapped(squared, range(40), least=2) == [n * n for n in range(40)]


def test_few_jobs_stay_in_this_process():
    assert set(mapped(process, range(3), least=4)) == {os.getpid()}


def test_a_program_with_threads_is_never_forked():
    done: list[int] = []
    worker = threading.Thread(target=lambda: done.extend(mapped(process, range(6), least=2)))
    worker.start()
    worker.join()

    assert set(done) == {os.getpid()}
