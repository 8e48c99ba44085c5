"""Steps a second of Keras's fit on TensorFlow: fit.py FOLDER, in which programs.mjs left the task and its data.

A task may ask for `stepsPerExecution`, or by `isFirstStep` for the seconds from the beginning of fit to the end of its first batch.
"""

import os
import re
import sys
import time

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow as tf

from task import ON_ONE_CORE, Stopwatch, read, tell

if ON_ONE_CORE:
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)

# Those of TensorFlow.js that Keras 3 has otherwise.
activations = {"hardSigmoid": lambda x: keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)}


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def layer(name, options):
    kinds = {kind.lower(): kind for kind in dir(keras.layers)}
    arguments = {snake(key): activations.get(value, value) if isinstance(value, str) else value for key, value in options.items()}
    return getattr(keras.layers, kinds[name.lower()])(**arguments)


class Pace(keras.callbacks.Callback):
    """Counts epochs: a callback for each batch would make fit wait for the loss of each."""

    def on_epoch_end(self, epoch, logs=None):
        self.model.stop_training = stopwatch.tell(steps)


class FirstStep(keras.callbacks.Callback):
    seconds = None

    def on_train_batch_end(self, batch, logs=None):
        if self.seconds is None:
            self.seconds = time.perf_counter() - begun
        self.model.stop_training = True


task, xs, ys = read(sys.argv[1])
steps = -(-task["rows"] // task["batchSize"])
is_first_step = task.get("isFirstStep", False)
model = keras.Sequential([keras.Input(task["input"]), *(layer(*one) for one in task["layers"])])
model.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss=snake(task["loss"]),
    steps_per_execution=task.get("stepsPerExecution", 1),
)
callback = FirstStep() if is_first_step else Pace()
stopwatch = Stopwatch(task)
begun = time.perf_counter()
model.fit(xs, ys, batch_size=task["batchSize"], epochs=1 if is_first_step else 1_000_000, verbose=0, callbacks=[callback])
if is_first_step:
    tell(seconds=callback.seconds)
else:
    stopwatch.print()
