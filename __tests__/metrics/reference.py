"""Prints the numbers that the tests beside this file compare with. Python 3.11, scikit-learn 1.9.1, numpy 2.4.6.

    pip install scikit-learn==1.9.1 && python reference.py
"""

import warnings

import numpy as np
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    f1_score,
    log_loss,
    mean_absolute_error,
    r2_score,
    root_mean_squared_error,
)

warnings.filterwarnings("ignore")


def classes(name, labels, probabilities):
    y = np.array(labels)
    p = np.array(probabilities, dtype=np.float32)
    if p.ndim == 1:
        predicted, width = (p > 0.5).astype(int), 2
    else:
        predicted, width = p.argmax(axis=1), p.shape[1]
    print(name)
    print("  accuracy", accuracy_score(y, predicted))
    print("  logLoss", log_loss(y, p, labels=range(width)))
    print("  f1Macro", f1_score(y, predicted, average="macro", zero_division=0))
    print("  matrix", confusion_matrix(y, predicted, labels=range(width)).tolist())


def numbers(name, targets, outputs):
    y, p = np.array(targets, dtype=float), np.array(outputs, dtype=float)
    print(name)
    print("  mae", mean_absolute_error(y, p))
    print("  rmse", root_mean_squared_error(y, p))
    print("  r2", r2_score(y, p))


classes("two classes", [0, 1, 1, 0, 1], [0.1, 0.9, 0.4, 0.6, 0.5])
classes("sure and wrong, sure and right", [0, 1, 0, 1], [1, 0, 0, 1])
classes("one class only, never answered", [1, 1, 1], [0.2, 0.3, 0.1])
classes(
    "three classes, a tie, and one never answered",
    [0, 1, 2, 2, 1, 0],
    [[0.7, 0.2, 0.1], [0.4, 0.4, 0.2], [0.1, 0.6, 0.3], [0.2, 0.5, 0.3], [0, 1, 0], [0, 1, 0]],
)
classes("four classes, of which one is nowhere", [0, 1, 3, 3], [[0.9, 0.1, 0, 0], [0.2, 0.8, 0, 0], [0.1, 0.2, 0.1, 0.6], [0.6, 0.2, 0.1, 0.1]])
numbers("numbers", [3, -0.5, 2, 7], [2.5, 0, 2, 8])
numbers("worse than the mean", [1, 2, 3], [3, 2, 1])
numbers("a constant target, missed", [5, 5, 5], [5, 5, 6])
numbers("a constant target, met", [5, 5, 5], [5, 5, 5])
numbers("a single row", [5], [4])
numbers("two outputs", [[0, 1], [1, 1], [2, 4]], [[0, 2], [1, 2], [1, 4]])
