"""Writes scikitLearn.json, what scikit-learn 1.9.1 reaches on the tables, and those of them that the project does not ship to data/.

    pip install scikit-learn==1.9.1 pandas && python3 bench/tables/scikitLearn.py

Means over five-fold cross-validations (stratified for classes) with seeds 0, 1, 2: a line (logistic regression, ridge), and networks with
scikit-learn's defaults or with more weight decay (alpha). `--tables-only` skips the scores.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import datasets
from sklearn.base import clone
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent.parent / "examples" / "data"


def write_tables():
    """B. Efron et al., Least Angle Regression (2004), for diabetes; the others as scikit-learn has them, or drawn by it."""
    noise = np.random.RandomState(0).randn(400, 6)
    moons, side = datasets.make_moons(400, noise=0.25, random_state=0)
    made = {
        "diabetes": datasets.load_diabetes(return_X_y=True, scaled=False),
        "wine": datasets.load_wine(return_X_y=True),
        "breast_cancer": datasets.load_breast_cancer(return_X_y=True),
        "friedman": datasets.make_friedman1(400, noise=1, random_state=0),
        "moons": (np.hstack([moons, noise]), side),
    }
    (HERE / "data").mkdir(exist_ok=True)
    for name, (x, y) in made.items():
        frame = pd.DataFrame(x, columns=[f"x{i:02d}" for i in range(x.shape[1])]).round(5)
        frame["y"] = [f"c{label}" for label in y] if name in ("wine", "breast_cancer", "moons") else np.round(y, 5)
        frame.to_csv(HERE / "data" / f"{name}.csv", index=False, lineterminator="\n")


def read(name):
    """Features with their encoder, target, and how the target is scored."""
    shipped = {"iris": "species", "digits": "label", "mixed": "churned"}
    frame = pd.read_csv((SHIPPED if name in shipped else HERE / "data") / f"{name}.csv")
    y = frame.pop(shipped.get(name, "y")).to_numpy()
    score = "r2" if name in ("diabetes", "friedman") else "rocAuc" if len(np.unique(y)) == 2 else "accuracy"
    if name != "mixed":
        return frame, StandardScaler(), y, score
    date = pd.to_datetime(frame.pop("signup_date"))
    frame["days"] = (date - date.min()).dt.days
    frame["month"] = date.dt.month
    frame["last_message"] = frame["last_message"].fillna("")
    numbers = ["age", "monthly_fee", "usage_hours", "days"]
    filled = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    parts = [
        ("numbers", filled, numbers),
        ("categories", OneHotEncoder(handle_unknown="ignore"), ["plan", "autopay", "month"]),
        ("text", CountVectorizer(binary=True, min_df=5), "last_message"),
    ]
    return frame, ColumnTransformer(parts, sparse_threshold=0), y, score


def models(score):
    def network(kind, units, **options):
        return kind(hidden_layer_sizes=(units,), max_iter=2000, random_state=0, **options)

    if score == "r2":
        scaled = lambda model: TransformedTargetRegressor(model, transformer=StandardScaler())
        return Ridge(1.0), {
            "MLPRegressor(32)": scaled(network(MLPRegressor, 32)),
            "MLPRegressor(32), alpha 1, early stopping": scaled(
                network(MLPRegressor, 32, alpha=1.0, early_stopping=True, n_iter_no_change=30)
            ),
        }
    return LogisticRegression(max_iter=5000), {
        "MLPClassifier(32)": network(MLPClassifier, 32),
        "MLPClassifier(32), alpha 1": network(MLPClassifier, 32, alpha=1.0),
        "MLPClassifier(128)": network(MLPClassifier, 128),
    }


def cross_validate(model, encoder, x, y, score):
    values = []
    for seed in (0, 1, 2):
        folds = (KFold if score == "r2" else StratifiedKFold)(5, shuffle=True, random_state=seed)
        for train, test in folds.split(x, y):
            fitted = make_pipeline(clone(encoder), clone(model)).fit(x.iloc[train], y[train])
            if score == "rocAuc":
                values.append(roc_auc_score(y[test] == fitted.classes_[1], fitted.predict_proba(x.iloc[test])[:, 1]))
            else:
                values.append((r2_score if score == "r2" else accuracy_score)(y[test], fitted.predict(x.iloc[test])))
    return round(float(np.mean(values)), 4)


def main():
    warnings.filterwarnings("ignore")
    write_tables()
    if "--tables-only" in sys.argv:
        return
    scores = {}
    for name in ("iris", "wine", "diabetes", "friedman", "moons", "breast_cancer", "mixed", "digits"):
        x, encoder, y, score = read(name)
        line, networks = models(score)
        scores[name] = {
            "score": score,
            "line": cross_validate(line, encoder, x, y, score),
            "networks": {title: cross_validate(model, encoder, x, y, score) for title, model in networks.items()},
        }
        print(name, scores[name], flush=True)
        (HERE / "scikitLearn.json").write_text(json.dumps(scores, indent=2) + "\n")


main()
