# h = tanh(W @ x + b)
# mse(h, [0.5, -0.5])
#
# Written by Wengert: value and gradient in plain NumPy, each line a node of the Wengert list
# or one contribution to an adjoint, by the rule that is named beside it.

import numpy as np

np.seterr(all='ignore')  # ∞ and NaN are numbers like any other here

W = np.array([[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]])
x = np.array([1.0, -1.0, 2.0])
b = np.array([0.0, 0.25])
c1 = np.array([0.5, -0.5])


def show(name, value):
    print(name, '=', np.asarray(value).tolist())


def reverse_mode(W, x, b, v3_bar):
    v1 = W @ x  # (2,)
    v2 = v1 + b  # (2,)
    h = np.tanh(v2)  # (2,)
    v3 = np.mean(np.square(h - c1))

    h_bar = v3_bar / 2.0 * (2.0 * (h - c1))  # from v3: chain rule through the squared error
    v2_bar = h_bar * (1.0 - h ** 2.0)  # from h: chain rule through tanh
    v1_bar = v2_bar  # from v2: addition distributes
    b_bar = v2_bar
    W_bar = np.outer(v1_bar, x)  # from v1: matrix product: the other factor, transposed
    x_bar = W.T @ v1_bar
    return v3, W_bar, x_bar, b_bar


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


v3_bar = np.float64(1.0)  # the seed
v3, W_bar, x_bar, b_bar = reverse_mode(W, x, b, v3_bar)
show('v3', v3)
show('W_bar', W_bar)
show('x_bar', x_bar)
show('b_bar', b_bar)
check(
    reverse_mode, [W, x, b], v3_bar, [W_bar, x_bar, b_bar],
    [
        (0, (0, 0)), (0, (0, 1)), (0, (0, 2)), (0, (1, 0)), (0, (1, 1)), (0, (1, 2)), (1, (0,)),
        (1, (1,)), (1, (2,)), (2, (0,)), (2, (1,)),
    ],
)
