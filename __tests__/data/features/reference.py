"""Writes reference.json: what scikit-learn's transformers make of a small table.

    pip install scikit-learn==1.9.1 numpy
    python __tests__/data/features/reference.py
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import KBinsDiscretizer, MinMaxScaler, OneHotEncoder, RobustScaler, StandardScaler

random = np.random.default_rng(7)
numbers = np.round(np.concatenate([random.normal(20, 5, 30), random.exponential(200, 12), [0, 0, 20, 20, -3.5]]), 3)
column = numbers[:, None]
gaps = np.where(random.random(len(numbers)) < 0.2, np.nan, np.round(numbers / 10))
levels = random.choice(["red", "green", "blue", "teal", "pink"], size=40, p=[0.4, 0.3, 0.2, 0.06, 0.04]).tolist()
asked = ["red", "teal", "pink", "never"]
texts = [
    "The quick brown fox jumps over the lazy dog",
    "A quick, QUICK test: fox & dog!",
    "",
    "Größe und Maß, größe",
    "the end of the dog",
    "naïve café 42 42",
]


def standard_of_log(values):
    logs = np.sign(values) * np.log1p(np.abs(values))
    return StandardScaler().fit_transform(logs[:, None])


def one_hot(**options):
    encoder = OneHotEncoder(sparse_output=False, **options).fit(np.array(levels, dtype=object)[:, None])
    return encoder.transform(np.array(levels + asked, dtype=object)[:, None]).tolist()


def of_texts(vectorizer):
    found = vectorizer.fit_transform(texts).toarray().tolist()
    return {"words": vectorizer.get_feature_names_out().tolist(), "rows": found}


words = {"token_pattern": r"(?u)\b\w+\b"}
result = {
    "by": f"scikit-learn {sklearn.__version__}",
    "numbers": numbers.tolist(),
    "scales": {
        "standard": StandardScaler().fit_transform(column)[:, 0].tolist(),
        "minMax": MinMaxScaler().fit_transform(column)[:, 0].tolist(),
        "robust": RobustScaler().fit_transform(column)[:, 0].tolist(),
        "log1p": standard_of_log(numbers)[:, 0].tolist(),
    },
    "edges": {
        str(bins): KBinsDiscretizer(n_bins=bins, strategy="quantile", quantile_method="linear", encode="ordinal").fit(column).bin_edges_[0].tolist()
        for bins in (4, 10)
    },
    "gaps": [None if np.isnan(value) else value for value in gaps.tolist()],
    "filled": {
        ours: SimpleImputer(strategy=theirs, add_indicator=True).fit_transform(gaps[:, None]).tolist()
        for ours, theirs in (("mean", "mean"), ("median", "median"), ("mostFrequent", "most_frequent"))
    },
    "levels": levels,
    "asked": asked,
    "oneHot": {
        "plain": one_hot(handle_unknown="ignore"),
        "minFrequency": one_hot(handle_unknown="infrequent_if_exist", min_frequency=6),
        # There the levels that are gathered count as one of max_categories.
        "maxLevels": one_hot(handle_unknown="infrequent_if_exist", max_categories=3),
    },
    "texts": texts,
    "vectors": {
        "count": of_texts(CountVectorizer(**words)),
        "binary": of_texts(CountVectorizer(binary=True, ngram_range=(1, 2), **words)),
        "tfidf": of_texts(TfidfVectorizer(min_df=2, **words)),
        "character": of_texts(TfidfVectorizer(analyzer="char", ngram_range=(2, 3))),
    },
}
Path(__file__).with_name("reference.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
