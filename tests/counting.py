"""Work counted in steps: the same number on a fast machine and on a busy one.

A step is a call of a Python function, of a C function from Python, or a generator going on. What C does inside one call
is not seen: where a danger lies there (a pattern that goes back over a text), `spend` measures it, under `make stress`
alone.
"""

import gc
import sys
import time


def count_calls(function, *given):
    """How many steps a call takes; what it returns is dropped."""
    steps = 0

    def step(frame, event, argument):
        nonlocal steps
        steps += event in ("call", "c_call")

    before = sys.getprofile()
    # A collection in between would call what it finds to finalise: steps that belong to other work.
    gc.disable()
    sys.setprofile(step)
    try:
        function(*given)
    finally:
        sys.setprofile(before)
        gc.enable()
    return steps


def measure_growth(function, make, size, times=4):
    """How many times as many steps an input takes that is `times` as large; `make` gives an input of a size.

    Every input is made anew, since what is read from a Doc is kept with it; what is loaded once in a process is loaded
    before.
    """
    function(make(size))
    return count_calls(function, make(times * size)) / count_calls(function, make(size))


def spend(function, *given, tries=3):
    """The least processor time of several calls: what else a machine does only adds to it. `make stress` alone."""
    times = []
    gc.disable()
    try:
        for _ in range(tries):
            begin = time.process_time()
            function(*given)
            times.append(time.process_time() - begin)
    finally:
        gc.enable()
    return min(times)
