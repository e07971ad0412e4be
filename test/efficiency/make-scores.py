"""Expected scores and rank intervals: python3 make-scores.py > scores.json

Four configurations, two metrics (cost: lower is better; iops: higher), eight rounds. Weights 3 and 1;
the first is the reference. Composite of a run: exp((3 log cost - log iops) / 4).
"""

import itertools
import json

import numpy
import scipy
from scipy import stats

random = numpy.random.default_rng(20)
names = ["a", "b", "c", "d"]
centres = {"a": (3, 1000), "b": (3.02, 1000), "c": (3.3, 1020), "d": (6, 700)}
drift = random.normal(0, 0.2, 8)
runs = {
    name: {
        "cost": numpy.exp(numpy.log(cost) + drift + random.normal(0, 0.03, 8)).round(5).tolist(),
        "iops": numpy.exp(numpy.log(iops) - drift / 2 + random.normal(0, 0.02, 8)).round(2).tolist(),
    }
    for name, (cost, iops) in centres.items()
}
weights = {"cost": 3, "iops": 1}


def logs(name, weights):
    total = sum(weights.values())
    part = {"cost": numpy.log(runs[name]["cost"]), "iops": -numpy.log(runs[name]["iops"])}
    return sum(weight * part[metric] for metric, weight in weights.items()) / total


def compare(assume, left, right):
    """Interval of left - right in logs, and p."""
    if assume == "round-drift":
        test = stats.ttest_rel(left, right)
    elif assume == "log-normal":
        test = stats.ttest_ind(left, right, equal_var=False)
    else:
        differences = left - right
        walsh = sorted((differences[i] + differences[j]) / 2 for i in range(8) for j in range(i, 8))
        # Exact 2.5 % point of the signed-rank distribution of n = 8: P(W <= 3) = 5 / 256 = 0.0195.
        p = stats.wilcoxon(differences, mode="exact").pvalue
        return numpy.median(walsh), walsh[3], walsh[-4], p
    interval = test.confidence_interval(0.95)
    return left.mean() - right.mean(), interval.low, interval.high, test.pvalue


def holm(values):
    order = numpy.argsort(values)
    adjusted = numpy.empty(len(values))
    largest = 0
    for rank, index in enumerate(order):
        largest = max(largest, min(1, (len(values) - rank) * values[index]))
        adjusted[index] = largest
    return adjusted


def scoring(assume):
    pairs = list(itertools.combinations(names, 2))
    compared = [compare(assume, logs(a, weights), logs(b, weights)) for a, b in pairs]
    adjusted = holm([p for *_, p in compared])
    better = {
        (a, b) if value < 0 else (b, a)
        for (a, b), (value, *_), p in zip(pairs, compared, adjusted)
        if p < 0.05
    }
    result = {}
    for name in names:
        def score(weights):
            if name == "a":
                return [100, 100, 100]
            value, lower, upper, _ = compare(assume, logs("a", weights), logs(name, weights))
            return [100 * numpy.exp(x) for x in (value, lower, upper)]
        result[name] = {
            "score": score(weights),
            "cost": score({"cost": 1}),
            "iops": score({"iops": 1}),
            "ranks": [
                1 + sum((other, name) in better for other in names),
                4 - sum((name, other) in better for other in names),
            ],
        }
    return result


print(
    json.dumps(
        {
            "made with": f"scipy {scipy.__version__}, numpy {numpy.__version__}",
            "weights": weights,
            "runs": runs,
            "scorings": {assume: scoring(assume) for assume in ["log-normal", "round-drift", "nothing"]},
        },
        indent=2,
    )
)
