"""Writes keras.json: where Keras 3's optimizers take two weights, step by step. Python 3.11, keras 3.15.1, jax backend.

    pip install keras==3.15.1 jax numpy && python reference.py

In 64 bits, so that what it tells is the formula and not the rounding. Where Keras adds epsilon before the bias is corrected and we
after it (adam, amsgrad, adamW), epsilon is too small to matter.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import keras
import numpy as np

keras.config.set_floatx("float64")
optimizers = keras.optimizers

random = np.random.default_rng(4)
STEPS = 10
KERNEL = np.float32([[0.5, -1.25], [2, -0.75]])
BIAS = np.float32([1.5, -0.5])
GRADIENTS = [
    [np.float32(np.round(random.normal(0, spread, (2, 2)), 3)), np.float32(np.round(random.normal(0, spread, 2), 3))]
    for spread in [1, 0.1, 3, 1, 0.5, 2, 1, 0.01, 1, 1]
]
# Of the rate of each optimizer.
FACTORS = [1, 1, 1, 0.5, 0.5, 2, 2, 0.25, 0.25, 0.25]

TINY = 1e-12
ADAM = {"learningRate": 0.1, "epsilon": TINY}
keras_adam = {"learning_rate": 0.1, "epsilon": TINY}

# What we write, and the same for Keras.
CASES = [
    ({"type": "sgd", "learningRate": 0.1}, optimizers.SGD(0.1)),
    ({"type": "sgd", "learningRate": 0.1, "momentum": 0.9}, optimizers.SGD(0.1, momentum=0.9)),
    ({"type": "sgd", "learningRate": 0.1, "momentum": 0.8, "nesterov": True}, optimizers.SGD(0.1, momentum=0.8, nesterov=True)),
    ({"type": "adagrad", "learningRate": 0.1}, optimizers.Adagrad(0.1)),
    (
        {"type": "adagrad", "learningRate": 0.5, "initialAccumulatorValue": 0.01},
        optimizers.Adagrad(0.5, initial_accumulator_value=0.01),
    ),
    ({"type": "adadelta", "learningRate": 1}, optimizers.Adadelta(1.0)),
    ({"type": "adadelta", "learningRate": 2, "rho": 0.8, "epsilon": 1e-2}, optimizers.Adadelta(2.0, rho=0.8, epsilon=1e-2)),
    ({"type": "rmsprop", "learningRate": 0.1}, optimizers.RMSprop(0.1)),
    ({"type": "rmsprop", "learningRate": 0.1, "decay": 0.8, "epsilon": 1e-2}, optimizers.RMSprop(0.1, rho=0.8, epsilon=1e-2)),
    ({"type": "rmsprop", "learningRate": 0.1, "momentum": 0.7}, optimizers.RMSprop(0.1, momentum=0.7)),
    (
        {"type": "rmsprop", "learningRate": 0.1, "centered": True, "epsilon": 1e-3},
        optimizers.RMSprop(0.1, centered=True, epsilon=1e-3),
    ),
    (
        {"type": "rmsprop", "learningRate": 0.1, "centered": True, "momentum": 0.7, "epsilon": 1e-3},
        optimizers.RMSprop(0.1, centered=True, momentum=0.7, epsilon=1e-3),
    ),
    ({"type": "adam", **ADAM}, optimizers.Adam(**keras_adam)),
    ({"type": "adam", **ADAM, "beta1": 0.8, "beta2": 0.9}, optimizers.Adam(**keras_adam, beta_1=0.8, beta_2=0.9)),
    ({"type": "adam", **ADAM, "amsgrad": True}, optimizers.Adam(**keras_adam, amsgrad=True)),
    ({"type": "amsgrad", **ADAM, "beta2": 0.8}, optimizers.Adam(**keras_adam, beta_2=0.8, amsgrad=True)),
    ({"type": "adamax", **ADAM}, optimizers.Adamax(**keras_adam)),
    (
        {"type": "adamax", "learningRate": 0.1, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-2},
        optimizers.Adamax(0.1, beta_1=0.8, beta_2=0.9, epsilon=1e-2),
    ),
    ({"type": "nadam", **ADAM}, optimizers.Nadam(**keras_adam)),
    (
        {"type": "nadam", "learningRate": 0.1, "beta1": 0.8, "beta2": 0.9, "epsilon": 1e-2},
        optimizers.Nadam(0.1, beta_1=0.8, beta_2=0.9, epsilon=1e-2),
    ),
    ({"type": "adamW", **ADAM, "weightDecayOn": "all"}, optimizers.AdamW(**keras_adam)),
    ({"type": "adamW", **ADAM, "weightDecay": 0.1, "amsgrad": True}, optimizers.AdamW(**keras_adam, weight_decay=0.1, amsgrad=True)),
    ({"type": "lion", "learningRate": 0.1}, optimizers.Lion(0.1)),
    ({"type": "lion", "learningRate": 0.1, "beta1": 0.5, "beta2": 0.8}, optimizers.Lion(0.1, beta_1=0.5, beta_2=0.8)),
]

# What every optimizer takes, each with a few of them.
BASES = [
    ({"type": "sgd", "learningRate": 0.1, "momentum": 0.9}, lambda common: optimizers.SGD(0.1, momentum=0.9, **common)),
    ({"type": "rmsprop", "learningRate": 0.1, "epsilon": 1e-3}, lambda common: optimizers.RMSprop(0.1, epsilon=1e-3, **common)),
    ({"type": "adam", **ADAM}, lambda common: optimizers.Adam(**keras_adam, **common)),
    ({"type": "nadam", **ADAM}, lambda common: optimizers.Nadam(**keras_adam, **common)),
]
COMMON = [
    ({"clipNorm": 1}, {"clipnorm": 1.0}),
    ({"globalClipNorm": 1.5}, {"global_clipnorm": 1.5}),
    ({"clipValue": 0.5}, {"clipvalue": 0.5}),
    ({"weightDecay": 0.1}, {"weight_decay": 0.1}),
    ({"weightDecay": 0.1, "weightDecayOn": "all", "clipNorm": 2}, {"weight_decay": 0.1, "clipnorm": 2.0}),
    ({"gradientAccumulationSteps": 3}, {"gradient_accumulation_steps": 3}),
    (
        {"gradientAccumulationSteps": 2, "weightDecay": 0.1, "globalClipNorm": 1},
        {"gradient_accumulation_steps": 2, "weight_decay": 0.1, "global_clipnorm": 1.0},
    ),
    ({"useEma": True}, {"use_ema": True}),
    ({"useEma": True, "emaMomentum": 0.5, "weightDecay": 0.2}, {"use_ema": True, "ema_momentum": 0.5, "weight_decay": 0.2}),
]
for ours, make in BASES:
    for common, theirs in COMMON:
        CASES.append(({**ours, **common}, make(theirs)))


def numbers(arrays, digits=9):
    return [float(f"{value:.{digits}g}") for array in arrays for value in np.asarray(array).ravel()]


def walk(ours, optimizer):
    kernel = keras.Variable(np.float64(KERNEL), name="kernel")
    bias = keras.Variable(np.float64(BIAS), name="bias")
    if ours.get("weightDecayOn") != "all":
        optimizer.exclude_from_weight_decay(var_names=["bias"])
    optimizer.build([kernel, bias])
    weights, averages = [], []
    for gradients, factor in zip(GRADIENTS, FACTORS):
        optimizer.learning_rate = ours["learningRate"] * factor
        optimizer.apply([np.float64(gradient) for gradient in gradients])
        weights.append(numbers([kernel.value, bias.value]))
        if ours.get("useEma"):
            averages.append(numbers([average.value for average in optimizer._model_variables_moving_average]))
    return {"optimizer": ours, "weights": weights, **({"averages": averages} if averages else {})}


table = {
    "keras": keras.__version__,
    "weights": numbers([KERNEL, BIAS]),
    "gradients": [numbers(gradients, 6) for gradients in GRADIENTS],
    "factors": FACTORS,
    "cases": [walk(ours, optimizer) for ours, optimizer in CASES],
}
lines = ",\n".join(f"    {json.dumps(case)}" for case in table.pop("cases"))
head = json.dumps(table, indent=2)[:-2]
Path(__file__).with_name("keras.json").write_text(f'{head},\n  "cases": [\n{lines}\n  ]\n}}\n')
