# f(x1, x2) = log(x1) + x1*x2 - sin(x2)
#
# Written by Wengert: value and gradient in plain NumPy, each line a node of the Wengert list
# or one contribution to an adjoint, by the rule that is named beside it.

import numpy as np

np.seterr(all='ignore')  # ∞ and NaN are numbers like any other here

x1 = np.float64(2.0)
x2 = np.float64(5.0)


def show(name, value):
    print(name, '=', np.asarray(value).tolist())


def reverse_mode(x1, x2, f_bar):
    v1 = np.log(x1)
    v2 = x1 * x2
    v3 = v1 + v2
    v4 = np.sin(x2)
    f = v3 - v4

    v3_bar = f_bar  # from f: subtraction distributes with a sign
    v4_bar = -f_bar
    x2_bar = np.float64(0.0)
    x2_bar += v4_bar * np.cos(x2)  # from v4: chain rule through sin
    v1_bar = v3_bar  # from v3: addition distributes
    v2_bar = v3_bar
    x1_bar = np.float64(0.0)
    x1_bar += v2_bar * x2  # from v2: multiplication swaps
    x2_bar += v2_bar * x1
    x1_bar += v1_bar * (1.0 / x1)  # from v1: chain rule through ln
    return f, x1_bar, x2_bar


def check(program, inputs, seed, gradient, entries):
    """Central differences (f(x + h) - f(x - h))/2h agree with the gradient."""

    def moved(i, place, h):
        point = [np.array(x) for x in inputs]
        point[i][place] += h
        return np.sum(seed * program(*point, seed)[0])

    for i, place in entries:
        h = 0.000006 * max(1.0, abs(inputs[i][place]))
        difference = (moved(i, place, h) - moved(i, place, -h)) / (2.0 * h)
        exact = np.asarray(gradient[i])[place]
        assert abs(difference - exact) <= 0.00001 * max(1.0, abs(exact)), (i, place, difference, exact)
    print('checked against differences:', len(entries), 'derivatives')


f_bar = np.float64(1.0)  # the seed
f, x1_bar, x2_bar = reverse_mode(x1, x2, f_bar)
show('f', f)
show('x1_bar', x1_bar)
show('x2_bar', x2_bar)
check(reverse_mode, [x1, x2], f_bar, [x1_bar, x2_bar], [(0, ()), (1, ())])
