"""Steps a second of JAX with optax: scan.py FOLDER, in which programs.mjs left the task and its data.

An epoch is one call: a compiled scan over its batches, gathered by an order that NumPy draws anew (cheaper than JAX's own sorting).
Where the task asks by `isStepwise`, each step is a call of its own, which for convolutions is faster.
"""

import os
import sys

from task import ON_ONE_CORE, Stopwatch, read

if ON_ONE_CORE:
    os.environ["XLA_FLAGS"] = os.environ.get("XLA_FLAGS", "") + " --xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import lax

glorot, orthogonal = jax.nn.initializers.glorot_uniform(), jax.nn.initializers.orthogonal()
activations = {
    "linear": lambda x: x,
    "relu": jax.nn.relu,
    "tanh": jnp.tanh,
    "sigmoid": jax.nn.sigmoid,
    "hardSigmoid": lambda x: jnp.clip(0.2 * x + 0.5, 0, 1),
}


def dense(key, shape, units, activation="linear"):
    weights = {"kernel": glorot(key, (shape[-1], units)), "bias": jnp.zeros(units)}
    return weights, lambda w, x: activations[activation](x @ w["kernel"] + w["bias"])


def conv2d(key, shape, filters, kernelSize, activation="linear"):
    weights = {"kernel": glorot(key, (kernelSize, kernelSize, shape[-1], filters)), "bias": jnp.zeros(filters)}

    def apply(w, x):
        y = lax.conv_general_dilated(x, w["kernel"], (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        return activations[activation](y + w["bias"])

    return weights, apply


def max_pooling2d(key, shape, poolSize):
    window = (1, poolSize, poolSize, 1)
    return {}, lambda w, x: lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID")


def flatten(key, shape):
    return {}, lambda w, x: x.reshape(x.shape[0], -1)


def lstm(key, shape, units, recurrentActivation="hardSigmoid"):
    one, other = jax.random.split(key)
    weights = {
        "kernel": glorot(one, (shape[-1], 4 * units)),
        "recurrent": orthogonal(other, (units, 4 * units)),
        "bias": jnp.zeros(4 * units).at[units : 2 * units].set(1),
    }
    gate = activations[recurrentActivation]

    def apply(w, x):
        # [batch, steps, features] -> [steps, batch, 4 * units]: all products with the input at once
        inputs = jnp.swapaxes(x @ w["kernel"] + w["bias"], 0, 1)

        def cell(carry, at):
            h, c = carry
            i, f, g, o = jnp.split(at + h @ w["recurrent"], 4, axis=1)
            c = gate(f) * c + gate(i) * jnp.tanh(g)
            h = gate(o) * jnp.tanh(c)
            return (h, c), None

        nothing = jnp.zeros((x.shape[0], units))
        return lax.scan(cell, (nothing, nothing), inputs)[0][0]

    return weights, apply


layers = {"dense": dense, "conv2d": conv2d, "maxPooling2d": max_pooling2d, "flatten": flatten, "lstm": lstm}
losses = {
    "binaryCrossentropy": ("sigmoid", optax.sigmoid_binary_cross_entropy),
    "categoricalCrossentropy": ("softmax", optax.softmax_cross_entropy),
    "meanSquaredError": ("linear", optax.squared_error),
}

task, xs, ys = read(sys.argv[1])
rows, batch_size = task["rows"], task["batchSize"]
steps = rows // batch_size
# The last activation is in the loss, which takes logits.
last, loss_of = losses[task["loss"]]
assert task["layers"][-1][1].get("activation", "linear") == last and rows % batch_size == 0
wanted = [*task["layers"][:-1], (task["layers"][-1][0], {**task["layers"][-1][1], "activation": "linear"})]

parameters, network, shape = [], [], (batch_size, *task["input"])
for key, (name, options) in zip(jax.random.split(jax.random.key(0), len(wanted)), wanted):
    weights, apply = layers[name](key, shape, **options)
    shape = jax.eval_shape(apply, weights, jax.ShapeDtypeStruct(shape, jnp.float32)).shape
    parameters.append(weights)
    network.append(apply)


def loss(parameters, x, y):
    for weights, apply in zip(parameters, network):
        x = apply(weights, x)
    return loss_of(x, y).mean()


optimizer = optax.adam(0.001)


def step(carry, x, y):
    parameters, state = carry
    value, gradients = jax.value_and_grad(loss)(parameters, x, y)
    updates, state = optimizer.update(gradients, state, parameters)
    return (optax.apply_updates(parameters, updates), state), value


def scan_epoch(carry, xs, ys, order):
    carry, values = lax.scan(lambda carry, at: step(carry, xs[at], ys[at]), carry, order.reshape(steps, batch_size))
    return carry, values.mean()


if task.get("isStepwise", False):
    one = jax.jit(lambda carry, xs, ys, at: step(carry, xs[at], ys[at]), donate_argnums=0)

    def epoch(carry, xs, ys, order):
        values = []
        for at in order.reshape(steps, batch_size):
            carry, value = one(carry, xs, ys, at)
            values.append(value)
        return carry, np.mean(jax.device_get(values))

else:
    epoch = jax.jit(scan_epoch, donate_argnums=0)

random = np.random.default_rng(0)
xs, ys = jnp.asarray(xs), jnp.asarray(ys)
carry = (parameters, optimizer.init(parameters))
stopwatch = Stopwatch(task)
done = False
while not done:
    carry, value = epoch(carry, xs, ys, random.permutation(rows).astype(np.int32))
    if not np.isfinite(float(value)):
        raise ValueError("the loss is no number")
    done = stopwatch.tell(steps)
stopwatch.print()
