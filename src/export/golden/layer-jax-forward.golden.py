# h = tanh(W @ x + b)
# mse(h, [0.5, -0.5])
#
# Written by Wengert: value and tangent in JAX.

import jax
import jax.numpy as jnp

jax.config.update('jax_enable_x64', True)

W = jnp.array([[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]])
x = jnp.array([1.0, -1.0, 2.0])
b = jnp.array([0.0, 0.25])
c1 = jnp.array([0.5, -0.5])


def show(name, value):
    print(name, '=', value.tolist())


def program(W):
    v1 = W @ x  # (2,)
    v2 = v1 + b  # (2,)
    h = jnp.tanh(v2)  # (2,)
    v3 = jnp.mean(jnp.square(h - c1))
    return v3


W_dot = jnp.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
v3, v3_dot = jax.jvp(program, (W,), (W_dot,))
show('v3', v3)
show('v3_dot', v3_dot)
