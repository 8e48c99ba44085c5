"""Writes reference.json: what scikit-learn says of the answers and baselines that reference.test.ts measures.

    pip install scikit-learn==1.9.1 numpy==2.4.6 && python reference.py    (Python 3.11)
"""

import json
from pathlib import Path

import numpy as np
from sklearn import metrics as sk
from sklearn.linear_model import LogisticRegression, PoissonRegressor

rng = np.random.default_rng(7)
ROWS = 60
weights = rng.integers(1, 4, ROWS)


def rounded(values, digits=6):
    """As they are written, so that both sides measure the same numbers."""
    return np.round(np.asarray(values, dtype=float), digits)


def write(values):
    return np.asarray(values).ravel().tolist()


y = rounded(rng.normal(10, 4, ROWS))
centre = y + rng.normal(0, 2, ROWS)
answers = rounded(np.stack([centre - 3, centre, centre + 2], axis=1))
quantiles = [0.1, 0.5, 0.9]
quantile_case = {
    "quantiles": quantiles,
    "targets": write(np.repeat(y[:, None], 3, axis=1)),
    "outputs": write(answers),
    "expected": {
        "pinball": np.mean([sk.mean_pinball_loss(y, answers[:, i], alpha=q, sample_weight=weights) for i, q in enumerate(quantiles)]),
        "mae": sk.mean_absolute_error(y, answers[:, 1], sample_weight=weights),
        "coverage": float(np.average((y >= answers[:, 0]) & (y <= answers[:, 2]), weights=weights)),
        "intervalWidth": float(np.average(answers[:, 2] - answers[:, 0], weights=weights)),
    },
}

counts = rng.poisson(3, ROWS)
expected = rounded(np.abs(counts + rng.normal(0, 1.5, ROWS)) + 0.2)
count_case = {
    "targets": write(counts),
    "outputs": write(expected),
    "expected": {
        "poissonDeviance": sk.mean_poisson_deviance(counts, expected, sample_weight=weights),
        "mae": sk.mean_absolute_error(counts, expected, sample_weight=weights),
        "rmse": sk.root_mean_squared_error(counts, expected, sample_weight=weights),
    },
}

labels = rng.integers(0, 2, (ROWS, 3))
chances = rounded(np.clip(labels * 0.3 + rng.uniform(0, 0.7, (ROWS, 3)), 0.01, 0.99))
told = (chances > 0.5).astype(int)
label_case = {
    "targets": write(labels),
    "outputs": write(chances),
    "expected": {
        "f1Micro": sk.f1_score(labels, told, average="micro", sample_weight=weights),
        "f1Macro": sk.f1_score(labels, told, average="macro", sample_weight=weights),
        "exactMatch": sk.accuracy_score(labels, told, sample_weight=weights),
        "hammingLoss": sk.hamming_loss(labels, told, sample_weight=weights),
        "logLoss": np.mean([sk.log_loss(labels[:, i], chances[:, i], sample_weight=weights) for i in range(3)]),
        "rocAuc": sk.roc_auc_score(labels, chances, average="macro", sample_weight=weights),
        "prAuc": sk.average_precision_score(labels, chances, average="macro", sample_weight=weights),
    },
}

ranks = rng.integers(0, 4, ROWS)
beyond = np.sort(np.clip((ranks[:, None] > np.arange(3)) * 0.5 + rng.uniform(0, 0.5, (ROWS, 3)), 0.01, 0.99), axis=1)[:, ::-1]
beyond = rounded(beyond)
shares = np.concatenate([np.ones((ROWS, 1)), beyond], axis=1) - np.concatenate([beyond, np.zeros((ROWS, 1))], axis=1)
answered = shares.argmax(axis=1)
ordinal_case = {
    "ranks": write(ranks),
    "beyond": write(beyond),
    "expected": {
        "accuracy": sk.accuracy_score(ranks, answered, sample_weight=weights),
        "rankError": sk.mean_absolute_error(ranks, answered, sample_weight=weights),
        "quadraticKappa": sk.cohen_kappa_score(ranks, answered, weights="quadratic", sample_weight=weights),
    },
}

xs = rounded(rng.normal(0, 1, (ROWS, 2)), 4).astype(np.float32)
z = (xs - np.average(xs, axis=0, weights=weights)) / np.sqrt(
    np.average((xs - np.average(xs, axis=0, weights=weights)) ** 2, axis=0, weights=weights)
)
rates = rng.poisson(np.exp(0.5 + xs[:, 0]))
poisson = PoissonRegressor(alpha=10 / weights.sum(), tol=1e-9, max_iter=10000).fit(z, rates, sample_weight=weights)
marks = (xs @ np.array([[1.0, -1.0], [0.5, 2.0]]) + rng.normal(0, 1, (ROWS, 2)) > 0).astype(int)
logistic = [LogisticRegression(C=1, tol=1e-9, max_iter=10000).fit(z, marks[:, i], sample_weight=weights) for i in range(2)]
baseline_case = {
    "xs": write(xs),
    "counts": write(rates),
    "labels": write(marks),
    "expected": {
        "rates": write(poisson.predict(z)),
        "probabilities": write(np.stack([one.predict_proba(z)[:, 1] for one in logistic], axis=1)),
    },
}

reference = {
    "weights": write(weights),
    "quantiles": quantile_case,
    "count": count_case,
    "labels": label_case,
    "ordinal": ordinal_case,
    "baselines": baseline_case,
}
Path(__file__).with_name("reference.json").write_text(json.dumps(reference) + "\n")
