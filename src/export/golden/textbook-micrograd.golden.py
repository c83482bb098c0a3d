# f(x1, x2) = exp(x1) + x1*x2 - sigmoid(x2)
#
# Written by Wengert: value and gradient in micrograd, whose values are single numbers.

import math
from micrograd.engine import Value

x1 = Value(2.0)
x2 = Value(5.0)


def exp(x):
    """eˣ, as in the lecture; the package itself has none."""
    out = Value(math.exp(x.data), (x,), 'exp')

    def _backward():
        x.grad += out.data * out.grad

    out._backward = _backward
    return out


def show(name, value):
    print(name, '=', float(value))


v1 = exp(x1)
v2 = x1 * x2
v3 = v1 + v2
v4 = 1.0 / (1.0 + exp(-x2))  # sigmoid
f = v3 - v4

f.backward()
show('f', f.data)
show('x1.grad', x1.grad)
show('x2.grad', x2.grad)
