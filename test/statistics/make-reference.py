"""Reference values for src/statistics, from scipy and mpmath. Run by hand:

    python3 test/statistics/make-reference.py > test/statistics/reference.json

Quantiles of Student's t come from mpmath (30 digits, root of the incomplete beta function):
those of scipy 1.10 are off by up to 2e-9, as its own cdf shows.
"""

import itertools
import json
import math
import platform

import mpmath
import numpy
import scipy
from scipy import special, stats

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


def skewed(values, level):
    """Longer on one side by the Edgeworth term, with scipy's (biased) skewness."""
    n = len(values)
    centre, low, high = interval(values, level)
    if min(values) == max(values):
        return [centre, low, high]
    spread = numpy.array(values)
    t = t_quantile((1 + level) / 2, n - 1)
    # scipy's skewness is in proportion to the standard deviation with n; ours to the variance with n - 1.
    shift = float(stats.skew(spread)) * numpy.std(spread) ** 3 / numpy.var(spread, ddof=1) * (1 + 2 * t * t) / (6 * n)
    return [centre, float(low + min(0, shift)), float(high + max(0, shift))]


def matched(ratios):
    """scipy's paired t test of the logs, the second of each pair being 0."""
    logs = numpy.log(ratios)
    test = stats.ttest_rel(logs, numpy.zeros(len(logs)))
    low, high = test.confidence_interval(0.95)
    if numpy.ptp(logs) == 0:
        low = high = logs[0]
    return {
        "value": float(numpy.exp(logs.mean())),
        "lower": float(numpy.exp(low)),
        "upper": float(numpy.exp(high)),
        "p": 0.0 if numpy.ptp(logs) == 0 else float(test.pvalue),
    }


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


def median_interval(values, level):
    """By the binomial distribution: the narrowest pair of order statistics that reaches the level."""
    values, n, found = sorted(values), len(values), None
    for k in range(1, n // 2 + 1):
        reached = 1 - 2 * stats.binom.cdf(k - 1, n, 0.5)
        if reached >= level:
            found = [values[k - 1], values[n - k], reached]
    return found


def mann_whitney(a, b):
    """Exact, ties included: every way to deal the values to the two samples, counted."""
    values, n = a + b, len(a)
    ranks = stats.rankdata(values)
    centre = ranks.sum() * n / len(values)
    distance = abs(ranks[:n].sum() - centre)
    sums = [sum(ranks[i] for i in chosen) for chosen in itertools.combinations(range(len(values)), n)]
    return sum(abs(s - centre) >= distance - 1e-9 for s in sums) / len(sums)


def contrast(terms):
    """Of independent samples, from textbook formulas; of two, ttest_ind says the same."""
    logs = [([math.log(v) for v in values], weight) for values, weight in terms]
    total = sum(weight * sum(log) / len(log) for log, weight in logs)
    parts = [(weight**2 * stats.tvar(log) / len(log), len(log) - 1) for log, weight in logs]
    error = sum(part for part, _ in parts)
    degrees = error**2 / sum(part**2 / n for part, n in parts)
    half = t_quantile(0.975, degrees) * math.sqrt(error)
    return {
        "value": math.exp(total),
        "lower": math.exp(total - half),
        "upper": math.exp(total + half),
        "pValue": 2 * stats.t.sf(abs(total) / math.sqrt(error), degrees),
    }


def signed_rank(values):
    """Exact, ties included: every choice of signs, counted; zeros left out."""
    values = [v for v in values if v != 0]
    ranks = stats.rankdata([abs(v) for v in values])
    observed = abs(sum(rank if v > 0 else -rank for rank, v in zip(ranks, values)))
    signs = itertools.product([1, -1], repeat=len(values))
    sums = [abs(sum(s * rank for s, rank in zip(choice, ranks))) for choice in signs]
    return sum(s >= observed - 1e-9 for s in sums) / len(sums)


def pairwise(a, b, level=0.95):
    """Order statistics of all ratios; how many are cut from each end by counting every deal of the ranks."""
    logs = sorted(math.log(x / y) for x in a for y in b)
    m, n = len(a), len(b)
    deals = list(itertools.combinations(range(1, m + n + 1), m))
    lowest = m * (m + 1) // 2
    below = lambda k: sum(sum(deal) - lowest < k for deal in deals) / len(deals)
    cut = max((k for k in range(m * n + 1) if 2 * below(k) <= 1 - level + 1e-12), default=0)
    if cut == 0:
        return None
    return {
        "value": math.exp(numpy.median(logs)),
        "lower": math.exp(logs[cut - 1]),
        "upper": math.exp(logs[-cut]),
        "level": 1 - 2 * below(cut),
        "p": mann_whitney(list(a), list(b)),
    }


def pooled(runs, percent):
    """numpy's percentile of all values together, and t on the logs of those of the runs."""
    values = lambda chosen: [value for run in chosen for value, count in run for _ in range(count)]
    at = lambda chosen: float(numpy.percentile(values(chosen), percent, method="inverted_cdf"))
    value = at(runs)
    half = t_quantile(0.975, len(runs) - 1) * stats.sem(numpy.log([at([run]) for run in runs]))
    return {
        "value": value,
        "lower": value * math.exp(-half) * (1 - 1 / 128),
        "upper": value * math.exp(half) * (1 + 1 / 128),
    }


def histogram(seed, count):
    """A run whose latencies lie in bins of 10: seeded, so that it can be made again."""
    draw = numpy.random.default_rng(seed)
    values, counts = numpy.unique(10 * numpy.ceil(draw.exponential(5 + seed, count)), return_counts=True)
    return [[float(v), int(c)] for v, c in zip(values, counts)]


large = [[math.sin(i * 1.7) + i / 40 for i in range(40)], [math.cos(i * 2.3) + i / 30 for i in range(45)]]

print(
    json.dumps(
        {
            "made with": f"scipy {scipy.__version__}, mpmath {mpmath.__version__}, Python {platform.python_version()}",
            "student t cdf": [
                [t, v, stats.t.cdf(t, v)]
                for v in (1, 2, 2.5, 5, 7, 30, 1000)
                for t in (-40, -3, -0.5, 0, 1e-6, 0.7, 2, 12.7, 300)
            ],
            "incomplete beta": [
                [x, a, b, float(special.betainc(a, b, x))]
                for a, b in ((0.5, 0.5), (1, 0.5), (2.5, 0.5), (15, 0.5), (2, 3), (40, 7))
                for x in (0, 1e-9, 0.2, 0.5, 0.93, 1)
            ],
            "complementary error": [[x, float(special.erfc(x))] for x in (0, 1e-6, 0.3, 1, 1.999, 2, 3.5, 6)],
            "mid-ranks": [
                {"values": values, "ranks": [float(rank) for rank in stats.rankdata(values)]}
                for values in ([5.0], [2.0, 1.0], *samples.values())
            ],
            "median absolute deviations": [
                {"values": values, "deviation": float(stats.median_abs_deviation(values, scale="normal"))}
                for values in ([5.0], *samples.values(), [1.0, 2.0, 3.0, 4.0, 100.0])
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
                    "skewed": skewed(values, 0.95),
                    "geometric": [math.exp(x) for x in interval([math.log(v) for v in values], 0.95)],
                    "cv": stats.tstd(values) / (sum(values) / len(values)),
                }
                for name, values in samples.items()
            ],
            "ratios": [
                {"a": samples[a], "b": samples[b], **ratio(samples[a], samples[b])}
                for a, b in [("six", "ties"), ("three", "six"), ("eight, skewed", "ties"), ("six", "constant"), ("six", "six"), ("two", "two"), ("two", "three"), ("ties", "ties")]
            ],
            "matched ratios": [
                {"ratios": samples[name], **matched(samples[name])}
                for name in ("two", "three", "six", "ties", "eight, skewed", "constant")
            ],
            "median intervals": [
                {"n": n, "expected": median_interval(list(range(1, n + 1)), 0.95)}
                for n in (1, 2, 3, 5, 6, 8, 9, 20, 51)
            ],
            "medians of samples": [
                {"values": values, "median": float(numpy.median(values)), "interval": median_interval(values, 0.95)}
                for values in samples.values()
            ],
            "moments": [
                {"values": values, "mean": float(numpy.mean(values)), "variance": float(numpy.var(values, ddof=1))}
                for values in samples.values()
            ],
            "geometric means": [
                {"values": values, "mean": float(stats.gmean(values))} for values in samples.values()
            ],
            "quantiles": [
                [values, p, float(numpy.quantile(values, p))]
                for values in samples.values()
                for p in (0, 0.025, 0.5, 0.9, 1)
            ],
            "mann-whitney": [
                {"a": samples[a], "b": samples[b], "p": mann_whitney(samples[a], samples[b])}
                for a, b in [("six", "ties"), ("three", "six"), ("two", "three"), ("ties", "constant"), ("eight, skewed", "six"), ("two", "two"), ("constant", "constant")]
            ],
            "mann-whitney, one": [
                {"a": a, "b": b, "p": mann_whitney(a, b)} for a, b in ([[1.0], [2.0]], [[1.0], samples["three"]], [[1.0], [1.0]])
            ],
            "pairwise ratios": [
                {"a": samples[a], "b": samples[b], "expected": pairwise(samples[a], samples[b])}
                for a, b in [("six", "ties"), ("ties", "ties"), ("three", "six"), ("three", "three"), ("two", "six"), ("constant", "six")]
            ],
            "mann-whitney, many": {
                "a": large[0],
                "b": large[1],
                "p": stats.mannwhitneyu(*large, method="asymptotic", use_continuity=True).pvalue,
            },
            "contrasts": [
                {"terms": [[samples[name], weight] for name, weight in terms], **contrast([(samples[name], weight) for name, weight in terms])}
                for terms in (
                    [("six", 1), ("ties", -1)],
                    [("six", 0.5), ("ties", 0.5), ("eight, skewed", -0.5), ("three", -0.5)],
                    [("six", 1), ("three", -0.5), ("constant", -0.5)],
                    [("two", 1), ("two", -1)],
                    [("two", 0.5), ("six", 0.5), ("ties", -1)],
                )
            ],
            "signed ranks, ties": [
                {"values": values, "p": signed_rank(values)}
                for values in ([1, 1, 2, -1, 3, 3], [0, 0.5, -0.5, 2, 2, 2, 1], [1, 2, 3], [0.1], [-2, -2, -2, -2, -2, -2], [0, 0])
            ],
            "spearman": [
                {"a": a, "b": b, "rho": stats.spearmanr(a, b).statistic, "p": stats.spearmanr(a, b).pvalue}
                for a, b in (
                    [[1, 2, 3, 4, 5], [1, 3, 2, 5, 4]],
                    [[1, 2, 3, 4, 5, 6], [3, 3, 4, 4, 9, 1]],
                    [[1, 2, 3], [1, 3, 2]],
                    [[1, 2, 3, 3], [2, 2, 1, 5]],
                    [[0, 1, 2, 3, 4, 5, 6, 7], [5.1, 5.0, 5.2, 5.4, 5.3, 5.7, 5.6, 5.9]],
                )
            ],
            "pooled percentiles": [
                {"runs": runs, "percent": percent, **pooled(runs, percent)}
                for runs in ([histogram(seed, 40 + 10 * seed) for seed in range(n)] for n in (2, 3, 6))
                for percent in (50, 99)
            ],
            "merged histograms": [
                {"runs": runs, "counts": sorted([v, sum(c for run in runs for w, c in run if w == v)] for v in {v for run in runs for v, _ in run})}
                for runs in ([histogram(1, 30), histogram(2, 30)], [histogram(3, 5)])
            ],
        },
        indent=1,
    )
)
