"""Reference values for src/statistics, from scipy and mpmath. Run by hand:

    python3 test/statistics/make-reference.py > test/statistics/reference.json

Quantiles of Student's t come from mpmath (30 digits, root of the incomplete beta function):
those of scipy 1.10 are off by up to 2e-9, as its own cdf shows.
"""

import json
import math
import platform

import mpmath
import scipy
from scipy import stats

samples = {
    "two": [1.0, 2.0],
    "three": [1.0, 2.0, 4.0],
    "six": [10.9, 11.2, 11.0, 11.5, 10.7, 11.3],
    "eight, skewed": [0.128, 1.21, 1.49, 1.59, 1.82, 0.9, 1.1, 2.4],
    "ties": [3.0, 3.0, 3.0, 4.0, 4.0, 5.0],
    "constant": [2.5, 2.5, 2.5],
    "tiny": [3.1e-5, 3.3e-5, 2.9e-5, 3.0e-5],
}


mpmath.mp.dps = 30


def t_quantile(p, v):
    """Root of P(T <= t) = p, with P by the regularised incomplete beta function."""
    if p == 0.5:
        return 0.0
    tail = lambda t: mpmath.betainc(v / 2, 0.5, 0, v / (v + t * t), regularized=True) / 2
    return float(mpmath.findroot(lambda t: 1 - tail(t) - mpmath.mpf(p), stats.t.ppf(p, v)))


def interval(values, level):
    n = len(values)
    centre = sum(values) / n
    error = stats.sem(values)
    if error == 0:
        return [centre, centre, centre]
    half = t_quantile((1 + level) / 2, n - 1) * error
    return [centre, centre - half, centre + half]


def ratio(a, b):
    la, lb = [math.log(v) for v in a], [math.log(v) for v in b]
    test = stats.ttest_ind(la, lb, equal_var=False)
    va, vb = stats.tvar(la) / len(la), stats.tvar(lb) / len(lb)
    degrees = (va + vb) ** 2 / (va**2 / (len(la) - 1) + vb**2 / (len(lb) - 1))
    difference = sum(la) / len(la) - sum(lb) / len(lb)
    half = t_quantile(0.975, degrees) * math.sqrt(va + vb)
    return {
        "value": math.exp(difference),
        "lower": math.exp(difference - half),
        "upper": math.exp(difference + half),
        "pValue": test.pvalue,
    }


print(
    json.dumps(
        {
            "made with": f"scipy {scipy.__version__}, mpmath {mpmath.__version__}, Python {platform.python_version()}",
            "student t cdf": [
                [t, v, stats.t.cdf(t, v)]
                for v in (1, 2, 2.5, 5, 7, 30, 1000)
                for t in (-40, -3, -0.5, 0, 1e-6, 0.7, 2, 12.7, 300)
            ],
            "student t quantile": [
                [p, v, t_quantile(p, v)]
                for v in (1, 2, 2.5, 5, 7, 30, 1000)
                for p in (0.5, 0.6, 0.9, 0.975, 0.995, 0.9995)
            ],
            "samples": [
                {
                    "name": name,
                    "values": values,
                    "mean": interval(values, 0.95),
                    "geometric": [math.exp(x) for x in interval([math.log(v) for v in values], 0.95)],
                    "cv": stats.tstd(values) / (sum(values) / len(values)),
                }
                for name, values in samples.items()
            ],
            "ratios": [
                {"a": samples[a], "b": samples[b], **ratio(samples[a], samples[b])}
                for a, b in [("six", "ties"), ("three", "six"), ("eight, skewed", "ties"), ("six", "constant"), ("six", "six")]
            ],
            "holm": {
                # R 4: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "holm"), also by hand:
                # 0.005*5, 0.01*4, 0.03*3, 0.04*2 -> 0.09 (kept monotone), 0.5
                "p": [0.01, 0.04, 0.03, 0.005, 0.5],
                "adjusted": [0.04, 0.09, 0.09, 0.025, 0.5],
            },
        },
        indent=1,
    )
)
