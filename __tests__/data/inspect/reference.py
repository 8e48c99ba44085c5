"""Writes reference.json: what numpy, scipy and exact fractions say of the columns that statistics.test.ts draws as well.

    pip install numpy==2.4.6 scipy==1.17.1 && python reference.py    (Python 3.11)
"""

import json
import math
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.stats import skew

getcontext().prec = 60
SHARES = {"p01": 0.01, "p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95, "p99": 0.99}


def draw(seed, count):
    """Numbers from 0 to 1: a linear congruential generator."""
    state, numbers = seed, []
    for _ in range(count):
        state = (1664525 * state + 1013904223) % 2**32
        numbers.append(state / 2**32)
    return numbers


CASES = {
    "even": [u for u in draw(1, 1001)],
    "far from 0": [1e9 + u for u in draw(2, 1000)],
    "near the largest double": [(2 * u - 1) * 1.5e308 for u in draw(3, 500)],
    "near the smallest": [u * 1e-305 for u in draw(4, 500)],
    "from tiny to huge": [2.0 ** math.floor(1800 * u - 900) for u in draw(5, 400)],
    "a long tail": [u / (1.001 - u) for u in draw(6, 2000)],
    "two": [3.5, -1.25],
}


def moments(values):
    exact = [Fraction(v) for v in values]
    mean = sum(exact) / len(exact)
    variance = sum((v - mean) ** 2 for v in exact) / len(exact)
    root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    return float(mean), float(root)


found = {}
for name, values in CASES.items():
    mean, deviation = moments(values)
    found[name] = {
        "mean": mean,
        "deviation": deviation,
        "quantiles": {key: float(np.quantile(values, share)) for key, share in SHARES.items()},
    }
    if name in ("even", "a long tail"):
        found[name]["skewness"] = float(skew(values))
        found[name]["logSkewness"] = float(skew(np.log1p(values)))

Path(__file__).with_name("reference.json").write_text(json.dumps(found, indent=1) + "\n")
