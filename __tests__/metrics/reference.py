"""Writes reference.json: what scikit-learn says of the cases that the tests beside this file go through.

    pip install scikit-learn==1.9.1 numpy==2.4.6 && python reference.py    (Python 3.11)
"""

import json
import math
import warnings
from pathlib import Path

import numpy as np
from sklearn import metrics as sk
from sklearn.preprocessing import label_binarize

warnings.filterwarnings("ignore")
AVERAGES = ["macro", "micro", "weighted"]


def draw(seed, count):
    """Numbers from 0 to 1 that reference.ts draws as well: a linear congruential generator."""
    state, numbers = seed, []
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        numbers.append(state / 2**32)
    return numbers


def random_case(kind, seed, rows, width):
    """Labels, answers and weights; the same as in reference.ts."""
    u = np.array(draw(seed, rows * (2 * width + 1))).reshape(rows, 2 * width + 1)
    weights = np.floor(4 * u[:, -1])
    if kind == "binary":
        return (u[:, 0] > 0.6).astype(int), np.round(20 * (u[:, 1] + 0.3 * (u[:, 0] > 0.6)) / 1.3) / 20, weights
    if kind == "labels":
        return (u[:, :width] > 0.6).astype(int), (u[:, width:-1] + (u[:, :width] > 0.6)) / 2, weights
    if kind == "classes":
        labels = np.floor(u[:, 0] * width).astype(int)
        scores = u[:, width:-1] + 0.5 * np.eye(width)[labels]
        total = scores[:, 0].copy()
        for i in range(1, width):  # in this order, so that rounding is the same
            total = total + scores[:, i]
        return labels, scores / total[:, None], weights
    return 10 * u[:, :width] - 3, 10 * u[:, :width] - 3 + u[:, width:-1], weights


def confusion_metrics(y, p, w, average_arguments, classes):
    """Precision and the like, by average; `classes` are all that there are."""
    found = {}
    functions = {
        "precision": sk.precision_score,
        "recall": sk.recall_score,
        "f1": sk.f1_score,
        "fBeta": lambda *a, **k: sk.fbeta_score(*a, beta=2, **k),
    }
    for name, function in functions.items():
        for average in average_arguments:
            options = {"beta": 2, "average": average} if name == "fBeta" else {"average": average}
            if average == "none":
                values = function(y, p, labels=classes, average=None, sample_weight=w, zero_division=0)
                found[(name, tuple(options.items()))] = list(values)
            else:
                found[(name, tuple(options.items()))] = function(y, p, average=average, sample_weight=w, zero_division=0)
    return found


def one_label(y, p, w, classes):
    everything = list(range(classes))
    none_negative = sk.multilabel_confusion_matrix(y, p, sample_weight=w, labels=everything)
    return {
        "balancedAccuracy": sk.balanced_accuracy_score(y, p, sample_weight=w),
        "matthewsCorrelation": sk.matthews_corrcoef(y, p, sample_weight=w),
        ("cohensKappa", (("weights", "none"),)): sk.cohen_kappa_score(y, p, labels=everything, sample_weight=w),
        ("cohensKappa", (("weights", "linear"),)): sk.cohen_kappa_score(y, p, labels=everything, weights="linear", sample_weight=w),
        ("cohensKappa", (("weights", "quadratic"),)): sk.cohen_kappa_score(y, p, labels=everything, weights="quadratic", sample_weight=w),
        ("specificity", (("average", "none"),)): [tn / (tn + fp) if tn + fp > 0 else 0 for (tn, fp), _ in none_negative],
    }


def ranked(y, p, w):
    return (
        sk.roc_auc_score(y, p, sample_weight=w) if len(set(y)) > 1 else math.nan,
        sk.average_precision_score(y, p, sample_weight=w),
    )


def binary(y, p, w):
    predicted = (p > 0.5).astype(int)
    roc, pr = ranked(y, p, w)
    p32 = p.astype(np.float32)
    return {
        "accuracy": sk.accuracy_score(y, predicted, sample_weight=w),
        "logLoss": sk.log_loss(y, p32, labels=[0, 1], sample_weight=w),
        "brierScore": sk.brier_score_loss(y, p, labels=[0, 1], sample_weight=w) if len(set(y)) > 1 else np.average((p - y) ** 2, weights=w),
        ("rocAuc", (("average", "macro"),)): roc,
        ("prAuc", (("average", "macro"),)): pr,
        "precision": sk.precision_score(y, predicted, sample_weight=w, zero_division=0),
        "recall": sk.recall_score(y, predicted, sample_weight=w, zero_division=0),
        "f1": sk.f1_score(y, predicted, sample_weight=w, zero_division=0),
        "specificity": sk.recall_score(y, predicted, pos_label=0, sample_weight=w, zero_division=0),
        **confusion_metrics(y, predicted, w, [*AVERAGES, "none", "binary"], [0, 1]),
        **one_label(y, predicted, w, 2),
    }


def several(y, p, w):
    classes = p.shape[1]
    everything = list(range(classes))
    predicted = p.argmax(axis=1)
    one_hot = label_binarize(y, classes=everything)
    found = {
        "accuracy": sk.accuracy_score(y, predicted, sample_weight=w),
        "logLoss": sk.log_loss(y, p.astype(np.float32), labels=everything, sample_weight=w),
        "brierScore": sk.brier_score_loss(y, p, labels=everything, sample_weight=w),
        "precision": sk.precision_score(y, predicted, average="macro", sample_weight=w, zero_division=0),
        **confusion_metrics(y, predicted, w, [*AVERAGES, "none"], everything),
        **one_label(y, predicted, w, classes),
    }
    for k in [1, 2]:
        found[("topKAccuracy", (("k", k),))] = sk.top_k_accuracy_score(y, p, k=k, labels=everything, sample_weight=w)
    for average in ["macro", "weighted"]:
        found[("rocAuc", (("average", average),))] = sk.roc_auc_score(
            y, p, multi_class="ovr", average=average, labels=everything, sample_weight=w
        )
        found[("prAuc", (("average", average),))] = sk.average_precision_score(one_hot, p, average=average, sample_weight=w)
    return found


def labels(y, p, w):
    predicted = (p > 0.5).astype(int)
    columns = range(y.shape[1])
    mean = lambda of: float(np.mean([of(y[:, i], p[:, i], predicted[:, i]) for i in columns]))
    found = {
        "accuracy": mean(lambda a, _, c: sk.accuracy_score(a, c, sample_weight=w)),
        "logLoss": mean(lambda a, b, _: sk.log_loss(a, b.astype(np.float32), labels=[0, 1], sample_weight=w)),
        "brierScore": mean(lambda a, b, _: sk.brier_score_loss(a, b, sample_weight=w)),
        "balancedAccuracy": mean(lambda a, _, c: sk.balanced_accuracy_score(a, c, sample_weight=w)),
        "matthewsCorrelation": mean(lambda a, _, c: sk.matthews_corrcoef(a, c, sample_weight=w)),
        ("cohensKappa", (("weights", "none"),)): mean(lambda a, _, c: sk.cohen_kappa_score(a, c, sample_weight=w)),
        **confusion_metrics(y, predicted, w, [*AVERAGES, "none"], list(columns)),
    }
    for average in ["macro", "weighted"]:
        found[("rocAuc", (("average", average),))] = sk.roc_auc_score(y, p, average=average, sample_weight=w)
        found[("prAuc", (("average", average),))] = sk.average_precision_score(y, p, average=average, sample_weight=w)
    return found


def numbers(y, p, w):
    found = {
        "meanAbsoluteError": sk.mean_absolute_error(y, p, sample_weight=w),
        "meanSquaredError": sk.mean_squared_error(y, p, sample_weight=w),
        "rootMeanSquaredError": sk.root_mean_squared_error(y, p, sample_weight=w),
        "medianAbsoluteError": sk.median_absolute_error(y, p, sample_weight=w),
        "r2Score": sk.r2_score(y, p, sample_weight=w),
    }
    found["meanAbsolutePercentageError"] = 100 * sk.mean_absolute_percentage_error(y, p, sample_weight=w)
    for quantile in [0.5, 0.9]:
        found[("pinball", (("quantile", quantile),))] = sk.mean_pinball_loss(y, p, alpha=quantile, sample_weight=w)
    return found


KINDS = {"binary": binary, "classes": several, "labels": labels, "numbers": numbers}


def entries(found):
    def plain(value):
        value = float(value)
        return None if math.isnan(value) else value

    for key, value in found.items():
        name, options = key if isinstance(key, tuple) else (key, ())
        result = {f"{name}_{i}": plain(one) for i, one in enumerate(value)} if isinstance(value, list) else {name: plain(value)}
        yield {"metric": {"type": name, **dict(options)}, "result": result}


def case(name, kind, targets, outputs, weights=None):
    y, p = np.array(targets), np.array(outputs, dtype=np.float32).astype(np.float64)
    w = None if weights is None else np.array(weights, dtype=float)
    return {
        "name": name,
        "kind": kind,
        "targets": np.array(targets).ravel().tolist(),
        "outputs": p.ravel().tolist(),
        **({} if weights is None else {"weights": list(weights)}),
        "width": 1 if p.ndim == 1 else p.shape[1],
        "expected": list(entries(KINDS[kind](y, p, w))),
    }


def drawn(kind, seed, rows, width, weighted):
    y, p, w = random_case(kind, seed, rows, width)
    p = p.astype(np.float32).astype(np.float64)
    return {
        "name": f"{rows} random rows of {kind}{', weighted' if weighted else ''}",
        "kind": kind,
        "random": {"seed": seed, "rows": rows, "weighted": weighted},
        "width": width,
        "expected": list(entries(KINDS[kind](y, p, w if weighted else None))),
    }


three = [[0.7, 0.2, 0.1], [0.4, 0.4, 0.2], [0.1, 0.6, 0.3], [0.2, 0.5, 0.3], [0, 1, 0], [0, 1, 0]]
sure = np.eye(3)[[0, 1, 2, 0, 1, 2]].tolist()
cases = [
    case("two classes, one row undecided", "binary", [0, 1, 1, 0, 1], [0.1, 0.9, 0.4, 0.6, 0.5]),
    case("two classes with weights", "binary", [0, 1, 1, 0, 1, 0], [0.1, 0.9, 0.4, 0.6, 0.5, 0.5], [1, 0.5, 2, 0, 3, 1.5]),
    case("answers that are sure, right or wrong", "binary", [0, 1, 0, 1], [1, 0, 0, 1]),
    case("two classes, all right", "binary", [0, 1, 1, 0], [0, 1, 0.8, 0.3]),
    case("two classes, all wrong", "binary", [0, 1, 1, 0], [0.9, 0.1, 0.2, 0.7]),
    case("two classes, the same answer for all", "binary", [0, 1, 1, 0, 1], [0.7, 0.7, 0.7, 0.7, 0.7]),
    case("two classes, scores that tie across them", "binary", [0, 1, 0, 1, 1, 0, 0, 1], [0.2, 0.2, 0.6, 0.6, 0.6, 0.9, 0.2, 0.9]),
    case("only the second class, never answered", "binary", [1, 1, 1], [0.2, 0.3, 0.1]),
    case("only the first class, always answered", "binary", [0, 0, 0], [0.2, 0.3, 0.1]),
    case("a single row", "binary", [1], [0.8]),
    case("three classes, a tie, and one never answered", "classes", [0, 1, 2, 2, 1, 0], three),
    case("three classes with weights", "classes", [0, 1, 2, 2, 1, 0], three, [0.5, 1, 2, 0, 3, 1]),
    case("three classes, all right", "classes", [0, 1, 2, 0, 1, 2], sure),
    case("three classes, all wrong", "classes", [1, 2, 0, 1, 2, 0], sure),
    case("three classes, the same answer for all", "classes", [0, 1, 2, 0], [[0.2, 0.5, 0.3]] * 4),
    case(
        "four classes, of which one is nowhere",
        "classes",
        [0, 1, 3, 3],
        [[0.9, 0.1, 0, 0], [0.2, 0.8, 0, 0], [0.1, 0.2, 0.1, 0.6], [0.6, 0.2, 0.1, 0.1]],
    ),
    case("three classes, one in rows without weight only", "classes", [0, 1, 2, 0], three[:4], [1, 1, 0, 2]),
    case("three classes, a single row", "classes", [1], [[0.2, 0.5, 0.3]]),
    case("two labels a row", "labels", [[0, 1], [1, 1], [1, 0], [0, 0]], [[0.2, 0.9], [0.6, 0.4], [0.7, 0.6], [0.5, 0.1]]),
    case("numbers", "numbers", [3, -0.5, 2, 7], [2.5, 0, 2, 8]),
    case("numbers with weights", "numbers", [3, -0.5, 2, 7, 1], [2.5, 0, 2, 8, 3], [1, 2, 0.5, 0, 3]),
    case("an even number of numbers with weights", "numbers", [1, 2, 3, 4], [2, 4, 6, 8], [1, 1, 1, 1]),
    case("answers worse than the mean", "numbers", [1, 2, 3], [3, 2, 1]),
    case("a constant target that was missed", "numbers", [5, 5, 5], [5, 5, 6]),
    case("a constant target that was met", "numbers", [5, 5, 5], [5, 5, 5]),
    case("a single number", "numbers", [5], [4]),
    case("numbers far from 0", "numbers", [1e6 + 1, 1e6 + 2, 1e6 + 4], [1e6 + 1, 1e6 + 2, 1e6 + 3]),
    case("two outputs a row", "numbers", [[0, 1], [1, 1], [2, 4]], [[0, 2], [1, 2], [1, 4]]),
    case("two outputs a row with weights", "numbers", [[3, 1], [1, 1], [2, 4]], [[2, 2], [1, 2], [1, 4]], [1, 2, 0.5]),
    *[
        drawn(kind, seed, 2000, width, weighted)
        for seed, (kind, width) in enumerate([("binary", 1), ("classes", 4), ("labels", 3), ("numbers", 1), ("numbers", 3)], 1)
        for weighted in [False, True]
    ],
]
lines = ",\n".join("  " + json.dumps(one) for one in cases)
Path(__file__).with_name("reference.json").write_text(f"[\n{lines}\n]\n")
