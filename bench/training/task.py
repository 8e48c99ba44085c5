"""What the peers in Python share: the task that programs.mjs left in a folder, and a stopwatch as in stopwatch.mjs."""

import json
import os
import resource
import time
from pathlib import Path

import numpy as np

ON_ONE_CORE = os.environ.get("BENCH_CORES") != "all"
BY_WALL = os.environ.get("BENCH_CLOCK") == "wall"


def read(folder):
    """The task with its data: rows of `input` and `output`."""
    task = json.loads((Path(folder) / "task.json").read_text())
    xs, ys = (
        np.fromfile(Path(folder) / name, dtype=np.float32).reshape([task["rows"], *task[shape]])
        for name, shape in (("xs", "input"), ("ys", "output"))
    )
    return task, xs, ys


class Stopwatch:
    """Is told what was done, and says when that is enough, by processor time or where BENCH_CLOCK says so by the time on the wall."""

    def __init__(self, task):
        self.warm_up, self.measured = task["warmUpSeconds"], task["measuredSeconds"]
        self.begun, self.start, self.end, self.amount = self.now(), None, None, 0

    def now(self):
        processor, wall = time.process_time(), time.perf_counter()
        return (wall if BY_WALL else processor, processor, wall)

    def tell(self, done):
        at = self.now()
        if self.start is None:
            if at[0] - self.begun[0] >= self.warm_up:
                self.start = at
            return False
        if self.end is None:
            self.amount += done
            if at[0] - self.start[0] >= self.measured:
                self.end = at
        return self.end is not None

    def print(self):
        clock, processor, wall = (end - start for end, start in zip(self.end, self.start))
        tell(pace=self.amount / clock, share=processor / wall)


def tell(**measured):
    """Writes the line that the comparison reads."""
    print(json.dumps({**measured, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
