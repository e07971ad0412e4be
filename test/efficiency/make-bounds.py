"""One-sided p-values against bounds: python3 make-bounds.py > bounds.json

The costs of scores.json, c against a, whose ratio is about 1.1; welch, paired t and signed ranks.
"""

import json
import pathlib

import numpy
import scipy
from scipy import stats

runs = json.loads((pathlib.Path(__file__).parent / "scores.json").read_text())["runs"]
left, right = (numpy.array(runs[name]["cost"]) for name in ("c", "a"))


def ratio(assume, bound, side):
    a, b = numpy.log(left) - numpy.log(bound), numpy.log(right)
    if assume == "log-normal":
        return stats.ttest_ind(a, b, equal_var=False, alternative=side).pvalue
    if assume == "round-drift":
        return stats.ttest_rel(a, b, alternative=side).pvalue
    # Half of the two-sided exact p, on the side of the estimate.
    p = stats.wilcoxon(a - b, mode="exact").pvalue / 2
    is_above = numpy.median([(x + y) / 2 for x in a - b for y in a - b]) > 0
    return p if is_above == (side == "greater") else 1 - p


def difference(assume, bound, side):
    a, b = left - bound, right
    if assume == "log-normal":
        return stats.ttest_ind(a, b, equal_var=False, alternative=side).pvalue
    return stats.ttest_rel(a, b, alternative=side).pvalue


rows = []
for assume in ("log-normal", "round-drift", "nothing"):
    for of, bounds in (("ratio", (0.9, 1.05, 1.1, 1.2)), ("difference", (0.1, 0.3, 0.5))):
        if assume == "nothing" and of == "difference":
            continue
        test = ratio if of == "ratio" else difference
        for bound in bounds:
            sides = [float(test(assume, bound, side)) for side in ("greater", "less")]
            rows.append({"assume": assume, "of": of, "value": bound, "above": sides[0], "below": sides[1]})
print(json.dumps({"made with": f"scipy {scipy.__version__}, numpy {numpy.__version__}", "rows": rows}, indent=2))
