"""The other side of bench/mlp.ts: the same network in NumPy float64. Prints milliseconds and a check as JSON."""

import json
import sys
import time

import numpy as np

ROWS, IN, HIDDEN, OUT = json.loads(sys.argv[1])
ROUNDS = int(sys.argv[2])


def numbers(rows, columns, phase, scale):
    return scale * np.sin(phase + np.arange(rows * columns, dtype=np.float64)).reshape(rows, columns)


x = numbers(ROWS, IN, 1, 1)
w1 = numbers(IN, HIDDEN, 2, 0.1)
w2 = numbers(HIDDEN, OUT, 3, 0.1)
y = numbers(ROWS, OUT, 4, 1)


def network(everything):
    h = 1 / (1 + np.exp(-(x @ w1)))
    y_pred = h @ w2
    difference = y_pred - y
    loss = np.square(difference).sum()
    d_pred = 2 * difference
    d_w2 = h.T @ d_pred
    d_h = d_pred @ w2.T
    d_inner = d_h * h * (1 - h)
    d_w1 = x.T @ d_inner
    if not everything:
        return loss, d_w1, d_w2
    return loss, d_w1, d_w2, d_inner @ w1.T, -d_pred


def median(work):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[ROUNDS // 2]


delta = numbers(ROWS, HIDDEN, 5, 1)
works = {
    "weights": lambda: network(False),
    "everything": lambda: network(True),
    "x@w1": lambda: x @ w1,
    "x.T@d": lambda: x.T @ delta,
    "d@w1.T": lambda: delta @ w1.T,
}
print(
    json.dumps(
        {
            "version": np.__version__,
            "check": [float(np.square(part).sum()) for part in network(True)],
            "times": {name: median(work) for name, work in works.items()},
        }
    )
)
