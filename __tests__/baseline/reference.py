"""Prints the numbers that the tests beside this file compare with. Python 3.11, scikit-learn 1.9.1, numpy 2.4.6.

Every fifth row (0, 5, 10, ...) is held out; columns are standardised on the others.

    pip install scikit-learn==1.9.1 && python reference.py
"""

import csv
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, log_loss, r2_score
from sklearn.preprocessing import StandardScaler

DATA = Path(__file__).resolve().parents[2] / "examples" / "data"


def read(name):
    with open(DATA / name) as file:
        rows = list(csv.reader(file))[1:]
    return np.array([[float(cell) for cell in row[:-1]] for row in rows]), np.array([row[-1] for row in rows])


def split(X):
    held_out = np.arange(len(X)) % 5 == 0
    X = StandardScaler().fit(X[~held_out]).transform(X)
    return X[~held_out], X[held_out], held_out


def classify(title, X, y):
    a, b, held_out = split(X)
    model = LogisticRegression(tol=1e-10, max_iter=100000).fit(a, y[~held_out])
    p = model.predict_proba(b)
    print(title)
    print("  accuracy", accuracy_score(y[held_out], model.classes_[p.argmax(axis=1)]))
    print("  logLoss", log_loss(y[held_out], p, labels=model.classes_))
    if X.shape[1] < 10:
        print("  weights", model.coef_.T.tolist())
        print("  bias", model.intercept_.tolist())


def regress(title, X, y, parts=split):
    a, b, held_out = parts(X)
    model = Ridge().fit(a, y[~held_out])
    print(title)
    print("  r2", r2_score(y[held_out], model.predict(b)))
    print("  weights", model.coef_.T.tolist())
    print("  bias", np.atleast_1d(model.intercept_).tolist())


X, y = read("iris.csv")
classify("iris", X, y)
classify("iris, virginica or not", X, y == "virginica")
classify("digits", *read("digits.csv"))
regress("petal width from the other three columns", X[:, :3], X[:, 3])
regress("both petal sizes from the sepal's", X[:, :2], X[:, 2:])
regress("petal width, a column twice and a constant one", np.column_stack([X[:, 0], X[:, 0], X[:, 1], np.full(len(X), 7.0)]), X[:, 3])

# more columns than rows: powers and products of small whole numbers
i, j = np.arange(6)[:, None], np.arange(9)[None, :]
wide = ((i + 1) * (j + 2) ** 2 + 3 * i * i * j) % 11.0
wide = StandardScaler().fit_transform(wide)
model = Ridge().fit(wide, [3.0, -1, 4, 1, -5, 9])
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
weigh("weighted: three kinds of iris", X, y, LogisticRegression(tol=1e-10, max_iter=100000))
weigh("weighted: virginica or not", X, y == "virginica", LogisticRegression(tol=1e-10, max_iter=100000))
weigh("weighted: both petal sizes from the sepal's", X[:, :2], X[:, 2:], Ridge())
