"""The few names of JAX that written files use, over NumPy, for tests where JAX is not installed.

Values are NumPy's. Derivatives are central differences, so they hold to some digits only, and not at kinks.
"""
import math
import sys
import types

import numpy

STEP = 6e-6


def _module(name, **members):
    module = types.ModuleType(name)
    for key, member in members.items():
        setattr(module, key, member)
    sys.modules[name] = module
    return module


def _logsumexp(x, axis=None, keepdims=False):
    largest = numpy.max(x, axis=axis, keepdims=True)
    shift = numpy.where(numpy.isfinite(largest), largest, 0.0)
    total = numpy.sum(numpy.exp(x - shift), axis=axis, keepdims=keepdims)
    return numpy.log(total) + numpy.max(shift, axis=axis, keepdims=keepdims)


def _sigmoid(x):
    e = numpy.exp(-numpy.abs(x))
    return numpy.where(x >= 0, 1.0, e) / (1.0 + e)


def _log_softmax(x, axis=-1):
    return x - _logsumexp(x, axis=axis if numpy.ndim(x) else None, keepdims=True)


def _softmax(x, axis=-1):
    axis = axis if numpy.ndim(x) else None
    e = numpy.exp(x - numpy.max(x, axis=axis, keepdims=True))
    return e / numpy.sum(e, axis=axis, keepdims=True)


def _xlogy(x, y):
    return numpy.where(x == 0, 0.0, x * numpy.log(y))


numpy.seterr(all='ignore')
sys.modules['jax.numpy'] = numpy
nn = _module(
    'jax.nn',
    relu=lambda x: numpy.maximum(x, 0.0),
    leaky_relu=lambda x, slope=0.01: numpy.where(x >= 0, x, slope * x),
    elu=lambda x, alpha=1.0: numpy.where(x > 0, x, alpha * numpy.expm1(x)),
    sigmoid=_sigmoid,
    softplus=lambda x: numpy.logaddexp(x, 0.0),
    silu=lambda x: x * _sigmoid(x),
    softmax=_softmax,
    log_softmax=_log_softmax,
)
scipy = _module(
    'jax.scipy',
    special=_module(
        'jax.scipy.special',
        erf=numpy.vectorize(math.erf, otypes=[float]),
        erfc=numpy.vectorize(math.erfc, otypes=[float]),
        logsumexp=_logsumexp,
        xlogy=_xlogy,
        xlog1py=lambda x, y: numpy.where(x == 0, 0.0, x * numpy.log1p(y)),
    ),
)
config = types.SimpleNamespace(update=lambda name, value: None)


def vjp(f, *primals):
    def pull(seed):
        return tuple(_slopes(f, primals, i, seed) for i in range(len(primals)))

    return numpy.asarray(f(*primals)), pull


def _slopes(f, primals, i, seed):
    slopes = numpy.zeros(numpy.shape(primals[i]))
    for place in numpy.ndindex(*slopes.shape):
        # In proportion to the number: a step of 1e-5 is large beside 1e-4, and its tenth power sees it.
        size = abs(numpy.asarray(primals[i])[place])
        h = STEP * (1.0 if size == 0.0 else max(1e-3, size))
        ends = []
        for sign in (1.0, -1.0):
            point = [numpy.array(x, dtype=float) for x in primals]
            point[i][place] += sign * h
            ends.append(numpy.sum(seed * f(*point)))
        slopes[place] = (ends[0] - ends[1]) / (2.0 * h)
    return slopes


def value_and_grad(f, argnums):
    def both(*primals):
        value, pull = vjp(f, *primals)
        assert numpy.shape(value) == (), 'value_and_grad is for single numbers'
        gradient = pull(1.0)
        return value, tuple(gradient[i] for i in argnums)

    return both


def jvp(f, primals, tangents):
    ends = [f(*[x + sign * STEP * d for x, d in zip(primals, tangents)]) for sign in (1.0, -1.0)]
    return numpy.asarray(f(*primals)), numpy.asarray((ends[0] - ends[1]) / (2.0 * STEP))
