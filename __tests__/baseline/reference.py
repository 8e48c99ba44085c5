"""Prints the numbers that the tests beside this file compare with. Python 3.11, scikit-learn 1.9.1, numpy 2.4.6.

The strengths (1 / C) of logistic regressions are those that netspec chooses by its folds; those of ridge regressions are RidgeCV's own.

Every fifth row (0, 5, 10, ...) is held out; columns are standardised on the others.

    pip install scikit-learn==1.9.1 && python reference.py
"""

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.metrics import accuracy_score, log_loss, r2_score
from sklearn.preprocessing import StandardScaler

STRENGTHS = [10000, 1000, 100, 10, 1, 0.1, 0.01]
DATA = Path(__file__).resolve().parents[2] / "examples" / "data"


def read(name):
    with open(DATA / name) as file:
        rows = list(csv.reader(file))[1:]
    return np.array([[float(cell) for cell in row[:-1]] for row in rows]), np.array([row[-1] for row in rows])


def split(X):
    held_out = np.arange(len(X)) % 5 == 0
    X = StandardScaler().fit(X[~held_out]).transform(X)
    return X[~held_out], X[held_out], held_out


def classify(title, X, y, strength):
    a, b, held_out = split(X)
    model = LogisticRegression(C=1 / strength, tol=1e-10, max_iter=100000).fit(a, y[~held_out])
    p = model.predict_proba(b)
    print(title)
    print("  accuracy", accuracy_score(y[held_out], model.classes_[p.argmax(axis=1)]))
    print("  logLoss", log_loss(y[held_out], p, labels=model.classes_))
    if X.shape[1] < 10:
        print("  weights", model.coef_.T.tolist())
        print("  bias", model.intercept_.tolist())


def ridge():
    """The strength by leaving out rows one by one, for each output its own."""
    return RidgeCV(alphas=STRENGTHS, alpha_per_target=True)


def regress(title, X, y, parts=split):
    a, b, held_out = parts(X)
    model = ridge().fit(a, y[~held_out])
    print(title)
    print("  strengths", model.alpha_)
    print("  r2", r2_score(y[held_out], model.predict(b)))
    print("  weights", model.coef_.T.tolist())
    print("  bias", np.atleast_1d(model.intercept_).tolist())


X, y = read("iris.csv")
classify("iris", X, y, 0.01)
classify("iris, virginica or not", X, y == "virginica", 0.1)
classify("digits", *read("digits.csv"), 1)
regress("petal width from the other three columns", X[:, :3], X[:, 3])
regress("both petal sizes from the sepal's", X[:, :2], X[:, 2:])
regress("petal width, a column twice and a constant one", np.column_stack([X[:, 0], X[:, 0], X[:, 1], np.full(len(X), 7.0)]), X[:, 3])

# more columns than rows: powers and products of small whole numbers
i, j = np.arange(6)[:, None], np.arange(9)[None, :]
wide = ((i + 1) * (j + 2) ** 2 + 3 * i * i * j) % 11.0
wide = StandardScaler().fit_transform(wide)
model = RidgeCV(alphas=STRENGTHS).fit(wide, [3.0, -1, 4, 1, -5, 9])
print("more columns than rows")
print("  answers", model.predict(wide).tolist())

# rows that count 0, 1, 2 or 3 times, in turn; columns are standardised by the same weights
def weigh(title, X, y, model):
    w = np.arange(len(X)) % 4
    scaler = StandardScaler().fit(X, sample_weight=w)
    model.fit(scaler.transform(X), y, sample_weight=w)
    raw = (model.coef_ / scaler.scale_).T
    print(title)
    print("  weights", raw.reshape(len(raw), -1).tolist())
    print("  bias", (model.intercept_ - scaler.mean_ @ raw).tolist())


X, y = read("iris.csv")
weigh("weighted: three kinds of iris", X, y, LogisticRegression(C=10, tol=1e-10, max_iter=100000))
weigh("weighted: virginica or not", X, y == "virginica", LogisticRegression(C=10, tol=1e-10, max_iter=100000))
weigh("weighted: both petal sizes from the sepal's", X[:, :2], X[:, 2:], ridge())
