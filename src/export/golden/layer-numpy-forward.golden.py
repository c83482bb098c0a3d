# h = tanh(W @ x + b)
# mse(h, [0.5, -0.5])
#
# Written by Wengert: value and tangent in plain NumPy, each line a node of the Wengert list

import numpy as np

np.seterr(all='ignore')  # ∞ and NaN are numbers like any other here

W = np.array([[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]])
x = np.array([1.0, -1.0, 2.0])
b = np.array([0.0, 0.25])
c1 = np.array([0.5, -0.5])


def show(name, value):
    print(name, '=', np.asarray(value).tolist())


def forward_mode(W, x, b, W_dot):
    v1 = W @ x  # (2,)
    v1_dot = W_dot @ x  # product rule
    v2 = v1 + b  # (2,)
    v2_dot = v1_dot  # addition distributes
    h = np.tanh(v2)  # (2,)
    h_dot = (1.0 - h ** 2.0) * v2_dot  # chain rule through tanh
    v3 = np.mean(np.square(h - c1))
    v3_dot = np.mean(2.0 * (h - c1) * h_dot)  # chain rule through the squared error
    return v3, v3_dot


# The direction; inputs without a line stand still
W_dot = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
v3, v3_dot = forward_mode(W, x, b, W_dot)
show('v3', v3)
show('v3_dot', v3_dot)


def check(program, inputs, direction, tangents, exact):
    """Central differences along the direction agree with the tangent."""

    def moved(h):
        return program(*[x + h * d for x, d in zip(inputs, direction)], *tangents)[0]

    h = 0.000006
    difference = (moved(h) - moved(-h)) / (2.0 * h)
    off = np.abs(difference - exact) / np.maximum(1.0, np.abs(exact))
    assert np.all(off <= 0.00001), (difference, exact)
    print('checked against differences along the direction')


check(forward_mode, [W, x, b], [W_dot, 0.0, 0.0], [W_dot], v3_dot)
