"""Writes losses.reference.json, which the test beside this file compares with. Python 3.11, keras 3.15.1 on jax 0.10.2,
scikit-learn 1.9.1 (for the quantile loss, which Keras lacks), numpy 2.4.6.

    pip install keras==3.15.1 jax==0.10.2 scikit-learn==1.9.1 && KERAS_BACKEND=jax python losses.reference.py
"""

import json
from pathlib import Path

import numpy as np
from keras import losses as k
from sklearn.metrics import mean_pinball_loss

random = np.random.default_rng(7)
round4 = lambda x: np.round(x, 4).astype("float32")


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def data(shape):
    """Labels and answers of each sort, with sure answers (0 and 1), right and wrong, among the shares."""
    scores = random.normal(size=shape)
    classes = random.integers(0, shape[-1], size=shape[:-1])
    oneHot = np.eye(shape[-1])[classes]
    shares = round4(softmax(2 * scores))
    shares[0, ..., :] = np.eye(shape[-1])[0]
    yes = random.integers(0, 2, size=shape)
    chances = round4(1 / (1 + np.exp(-3 * random.normal(size=shape))))
    chances[0, ..., 0] = 1
    chances[-1, ..., -1] = 0
    numbers = round4(random.normal(size=shape)), round4(2 * random.normal(size=shape))
    counts = random.integers(0, 5, size=shape), round4(np.exp(random.normal(size=shape)))
    return {
        "numbers": numbers,
        "counts": counts,
        "signs": (2 * yes - 1, round4(scores)),
        "oneHot": (oneHot, shares),
        "indices": (classes[..., None], shares),
        "yes": (yes, chances),
        "scores": (yes, round4(scores)),
        "classScores": (oneHot, round4(scores)),
    }


def quantile(q):
    def compute(y, p):
        flat = y.reshape(-1, y.shape[-1]), p.reshape(-1, p.shape[-1])
        return np.array([mean_pinball_loss(a, b, alpha=q) for a, b in zip(*flat)]).reshape(y.shape[:-1])

    return compute


def sparse(smoothing):
    return lambda y, p: k.categorical_crossentropy(np.eye(p.shape[-1])[y[..., 0]], p, label_smoothing=smoothing)


def with_(function, **arguments):
    return lambda y, p: function(y, p, **arguments)


CASES = [
    ("meanSquaredError", {}, "numbers", k.mean_squared_error),
    ("meanAbsoluteError", {}, "numbers", k.mean_absolute_error),
    ("meanAbsolutePercentageError", {}, "numbers", k.mean_absolute_percentage_error),
    ("meanSquaredLogarithmicError", {}, "counts", k.mean_squared_logarithmic_error),
    ("squaredHinge", {}, "signs", k.squared_hinge),
    ("hinge", {}, "signs", k.hinge),
    ("categoricalHinge", {}, "oneHot", k.categorical_hinge),
    ("logcosh", {}, "numbers", k.log_cosh),
    ("kullbackLeiblerDivergence", {}, "oneHot", k.kl_divergence),
    ("poisson", {}, "counts", k.poisson),
    ("cosineProximity", {}, "numbers", k.CosineSimilarity(reduction=None)),
    ("huber", {}, "numbers", k.huber),
    ("huber", {"delta": 0.4}, "numbers", with_(k.huber, delta=0.4)),
    ("quantile", {}, "numbers", quantile(0.5)),
    ("quantile", {"quantile": 0.9}, "numbers", quantile(0.9)),
    ("categoricalCrossentropy", {}, "oneHot", k.categorical_crossentropy),
    ("categoricalCrossentropy", {"labelSmoothing": 0.1}, "oneHot", with_(k.categorical_crossentropy, label_smoothing=0.1)),
    ("sparseCategoricalCrossentropy", {}, "indices", k.sparse_categorical_crossentropy),
    ("sparseCategoricalCrossentropy", {"labelSmoothing": 0.1}, "indices", sparse(0.1)),
    ("binaryCrossentropy", {}, "yes", k.binary_crossentropy),
    ("binaryCrossentropy", {"labelSmoothing": 0.2}, "yes", with_(k.binary_crossentropy, label_smoothing=0.2)),
    ("sigmoidCrossEntropy", {"labelSmoothing": 0.2}, "scores", with_(k.binary_crossentropy, label_smoothing=0.2, from_logits=True)),
    (
        "softmaxCrossEntropy",
        {"labelSmoothing": 0.2},
        "classScores",
        with_(k.categorical_crossentropy, label_smoothing=0.2, from_logits=True),
    ),
    ("binaryFocalCrossentropy", {}, "yes", k.binary_focal_crossentropy),
    ("binaryFocalCrossentropy", {"gamma": 0}, "yes", with_(k.binary_focal_crossentropy, gamma=0.0)),
    (
        "binaryFocalCrossentropy",
        {"gamma": 1.5, "alpha": 0.7, "applyClassBalancing": True, "labelSmoothing": 0.1},
        "yes",
        with_(k.binary_focal_crossentropy, gamma=1.5, alpha=0.7, apply_class_balancing=True, label_smoothing=0.1),
    ),
    ("categoricalFocalCrossentropy", {}, "oneHot", k.categorical_focal_crossentropy),
    (
        "categoricalFocalCrossentropy",
        {"gamma": 1.5, "alpha": 0.7, "labelSmoothing": 0.1},
        "oneHot",
        with_(k.categorical_focal_crossentropy, gamma=1.5, alpha=0.7, label_smoothing=0.1),
    ),
]

# One list a row, and a list for each of two steps of a row.
samples = {"rows": data((5, 3)), "sequences": data((4, 2, 3))}
cases = [
    {
        "loss": {"type": type, **options},
        "data": name,
        "labels": labels,
        # As Keras gives them with reduction=None: a value for each list.
        "values": np.asarray(compute(*tables[labels])).astype(float).tolist(),
    }
    for type, options, labels, compute in CASES
    for name, tables in samples.items()
]
written = {
    name: {sort: {"yTrue": np.asarray(y).astype(float).round(4).tolist(), "yPred": np.asarray(p).astype(float).round(4).tolist()} for sort, (y, p) in tables.items()}
    for name, tables in samples.items()
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"samples": written, "cases": cases}) + "\n")
