"""Writes reference.json: the factors of Keras 3's schedules and of PyTorch's OneCycleLR at each step. Python 3.11, keras 3.15.1 with
the jax backend, torch 2.15.0.

    pip install keras==3.15.1 jax numpy torch==2.15.0 && python reference.py
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import keras
import torch

keras.config.set_floatx("float64")
schedules = keras.optimizers.schedules

# Of one run: 6 epochs of 5 steps. Keras counts in steps, we in epochs.
EPOCHS, STEPS = 6, 5
TOTAL = EPOCHS * STEPS

CASES = [
    ({"type": "exponentialDecay", "decayRate": 0.5, "decayEpochs": 2}, schedules.ExponentialDecay(1.0, 10, 0.5)),
    (
        {"type": "exponentialDecay", "decayRate": 0.5, "decayEpochs": 1, "staircase": True},
        schedules.ExponentialDecay(1.0, 5, 0.5, staircase=True),
    ),
    ({"type": "exponentialDecay"}, schedules.ExponentialDecay(1.0, TOTAL, 0.1)),
    ({"type": "inverseTimeDecay", "decayRate": 0.7, "decayEpochs": 1}, schedules.InverseTimeDecay(1.0, 5, 0.7)),
    (
        {"type": "inverseTimeDecay", "decayRate": 0.7, "decayEpochs": 2, "staircase": True},
        schedules.InverseTimeDecay(1.0, 10, 0.7, staircase=True),
    ),
    ({"type": "polynomialDecay"}, schedules.PolynomialDecay(1.0, TOTAL, 0.0)),
    (
        {"type": "polynomialDecay", "decayEpochs": 4, "endFactor": 0.1, "power": 2},
        schedules.PolynomialDecay(1.0, 20, 0.1, power=2.0),
    ),
    (
        {"type": "polynomialDecay", "decayEpochs": 1.6, "endFactor": 0.1, "cycle": True},
        schedules.PolynomialDecay(1.0, 8, 0.1, cycle=True),
    ),
    ({"type": "cosineDecay"}, schedules.CosineDecay(1.0, TOTAL)),
    ({"type": "cosineDecay", "decayEpochs": 4, "alpha": 0.2}, schedules.CosineDecay(1.0, 20, alpha=0.2)),
    ({"type": "cosineDecayRestarts", "firstDecayEpochs": 1.4}, schedules.CosineDecayRestarts(1.0, 7)),
    (
        {"type": "cosineDecayRestarts", "firstDecayEpochs": 1.4, "tMul": 1, "mMul": 0.8, "alpha": 0.1},
        schedules.CosineDecayRestarts(1.0, 7, t_mul=1.0, m_mul=0.8, alpha=0.1),
    ),
    (
        {"type": "cosineDecayRestarts", "firstDecayEpochs": 0.8, "tMul": 1.5, "mMul": 0.9},
        schedules.CosineDecayRestarts(1.0, 4, t_mul=1.5, m_mul=0.9),
    ),
    # Keras's boundary is the last step of what is before it, ours the first of what comes after.
    (
        {"type": "piecewiseConstant", "boundaries": [1, 3.4], "factors": [1, 0.3, 0.1]},
        schedules.PiecewiseConstantDecay([4, 16], [1.0, 0.3, 0.1]),
    ),
]


def number(value):
    return float(f"{float(value):.9g}")


def one_cycle(total, **options):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1.0, total_steps=total, cycle_momentum=False, **options)
    factors = []
    for step in range(total):
        factors.append(number(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        if step < total - 1:
            schedule.step()
    return factors


def plateau(monitor, mode, values, **options):
    """The learning rate after each epoch."""
    optimizer = keras.optimizers.SGD(1.0)
    callback = keras.callbacks.ReduceLROnPlateau(monitor=monitor, mode=mode, **options)
    callback.set_model(SimpleNamespace(optimizer=optimizer))
    callback.on_train_begin()
    factors = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {monitor: value})
        factors.append(number(optimizer.learning_rate.value))
    return factors


FALLING = [1, 0.9, 0.91, 0.89995, 0.9, 0.5, 0.5, 0.5, 0.4, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6]
RISING = [0.1, 0.2, 0.2, 0.2, 0.25, 0.3, 0.3, 0.29, 0.3, 0.3, 0.31, 0.31, 0.31, 0.31, 0.31]

table = {
    "epochs": EPOCHS,
    "stepsPerEpoch": STEPS,
    "factors": [
        *[{"schedule": ours, "factors": [number(theirs(step)) for step in range(TOTAL + 5)]} for ours, theirs in CASES],
        {"schedule": {"type": "oneCycle"}, "factors": one_cycle(TOTAL)},
        {
            "schedule": {"type": "oneCycle", "cycleEpochs": 4, "peakAt": 0.4, "divFactor": 10, "finalDivFactor": 100},
            "factors": one_cycle(20, pct_start=0.4, div_factor=10.0, final_div_factor=100.0),
        },
    ],
    "plateaus": [
        {
            "schedule": {"type": "reduceOnPlateau", "monitor": "val_loss", "factor": 0.5, "patience": 2},
            "values": FALLING,
            "factors": plateau("val_loss", "min", FALLING, factor=0.5, patience=2),
        },
        {
            "schedule": {"type": "reduceOnPlateau", "monitor": "val_loss", "factor": 0.5, "patience": 2, "cooldown": 2},
            "values": FALLING,
            "factors": plateau("val_loss", "min", FALLING, factor=0.5, patience=2, cooldown=2),
        },
        {
            "schedule": {
                "type": "reduceOnPlateau",
                "monitor": "val_loss",
                "factor": 0.1,
                "patience": 1,
                "minDelta": 0,
                "minLearningRateFactor": 0.02,
            },
            "values": FALLING,
            "factors": plateau("val_loss", "min", FALLING, factor=0.1, patience=1, min_delta=0, min_lr=0.02),
        },
        {
            "schedule": {"type": "reduceOnPlateau", "monitor": "val_accuracy", "factor": 0.3, "patience": 2, "minDelta": 0.02},
            "values": RISING,
            "factors": plateau("val_accuracy", "max", RISING, factor=0.3, patience=2, min_delta=0.02),
        },
    ],
}
Path(__file__).with_name("reference.json").write_text(json.dumps(table, indent=2) + "\n")
