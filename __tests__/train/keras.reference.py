"""Writes keras.reference.json: when Keras 3's EarlyStopping ends a run, and which epoch it takes for the best. keras 3.15.1.

    pip install keras==3.15.1 jax numpy && python keras.reference.py

Its callback is driven with sequences of numbers that a float holds exactly; null is NaN. Epochs are counted from 1, as ours are.
None begins with NaN, which Keras takes for the best for ever, and we never do.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np

random = np.random.default_rng(7)
FALLING = [1, 0.5, 0.25, 0.25, 0.25, 0.125, 0.25, 0.5, 0.5, 0.5, 0.0625, 1]
SEQUENCES = [
    FALLING,
    [-value for value in FALLING],
    [0.5] * 8,
    [1, 0.75, 0.625, 0.5, 0.4375, 0.375, 0.3125, 0.25],
    [0.25, 0.5, 1, 2, 4, 8],
    [1, None, 0.5, 0.5, None, 0.5, 0.25],
    *[[float(value) / 16 for value in random.integers(-16, 16, 20)] for _ in range(6)],
]
OPTIONS = [
    {},
    {"patience": 1},
    {"patience": 3},
    {"patience": 2, "minDelta": 0.125},
    {"patience": 4, "minDelta": 0.25},
    {"patience": 2, "startFromEpoch": 3},
    {"patience": 1, "startFromEpoch": 5, "minDelta": 0.0625},
]


def run(values, mode, options):
    callback = keras.callbacks.EarlyStopping(
        monitor="watched",
        mode=mode,
        patience=options.get("patience", 0),
        min_delta=options.get("minDelta", 0),
        start_from_epoch=options.get("startFromEpoch", 0),
        restore_best_weights=True,
    )
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    callback.set_model(model)
    callback.on_train_begin()
    model.stop_training = False
    for epoch, value in enumerate(values):
        # Each epoch has weights that tell it.
        model.set_weights([np.full((1, 1), epoch + 1, "float32"), np.zeros(1, "float32")])
        callback.on_epoch_end(epoch, {"watched": float("nan") if value is None else value})
        if model.stop_training:
            break
    callback.on_train_end()
    ended = epoch + 1 if model.stop_training else None
    if ended is None and callback.best_weights is not None:
        model.set_weights(callback.best_weights)
    return {"ended": ended, "best": int(model.get_weights()[0][0, 0])}


cases = [
    {"values": values, "mode": mode, "options": options, **run(values, mode, options)}
    for values in SEQUENCES
    for mode in ["min", "max"]
    for options in OPTIONS
]
Path(__file__).with_suffix(".json").write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
