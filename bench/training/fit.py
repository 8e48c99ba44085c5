"""Steps a second of Keras's fit on TensorFlow: fit.py FOLDER, in which keras.mjs left the task and its data."""

import json
import os
import re
import resource
import sys
import time
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def layer(name, options):
    kinds = {kind.lower(): kind for kind in dir(keras.layers)}
    return getattr(keras.layers, kinds[name.lower()])(**{snake(key): value for key, value in options.items()})


folder = Path(sys.argv[1])
task = json.loads((folder / "task.json").read_text())
xs, ys = (
    np.fromfile(folder / name, dtype=np.float32).reshape([task["rows"], *task[shape]])
    for name, shape in (("xs", "input"), ("ys", "output"))
)
model = keras.Sequential([keras.Input(task["input"]), *(layer(*one) for one in task["layers"])])
model.compile(optimizer=keras.optimizers.Adam(0.001), loss=snake(task["loss"]))
steps = -(-task["rows"] // task["batchSize"])


class Stopwatch(keras.callbacks.Callback):
    """As stopwatch.mjs. It counts epochs: a callback for each batch would make fit wait for the loss of each."""

    begun = time.process_time()
    start = None
    epochs = 0

    def on_epoch_end(self, epoch, logs=None):
        processor, wall = time.process_time(), time.perf_counter()
        if self.start is None:
            if processor - self.begun >= task["warmUpSeconds"]:
                self.start, self.start_wall = processor, wall
            return
        self.epochs += 1
        self.seconds = processor - self.start
        self.share = self.seconds / (wall - self.start_wall)
        self.model.stop_training = self.seconds >= task["measuredSeconds"]


stopwatch = Stopwatch()
model.fit(xs, ys, batch_size=task["batchSize"], epochs=1_000_000, verbose=0, callbacks=[stopwatch])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"pace": stopwatch.epochs * steps / stopwatch.seconds, "share": stopwatch.share, "peak": peak}))
