# h = tanh(W @ x + b)
# mse(h, [0.5, -0.5])
#
# Written by Wengert: value and gradient in JAX.

import jax
import jax.numpy as jnp

jax.config.update('jax_enable_x64', True)

W = jnp.array([[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]])
x = jnp.array([1.0, -1.0, 2.0])
b = jnp.array([0.0, 0.25])
c1 = jnp.array([0.5, -0.5])


def show(name, value):
    print(name, '=', value.tolist())


def program(W, x, b):
    v1 = W @ x  # (2,)
    v2 = v1 + b  # (2,)
    h = jnp.tanh(v2)  # (2,)
    v3 = jnp.mean(jnp.square(h - c1))
    return v3


gradient = jax.value_and_grad(program, argnums=(0, 1, 2))
v3, (W_bar, x_bar, b_bar) = gradient(W, x, b)
show('v3', v3)
show('W_bar', W_bar)
show('x_bar', x_bar)
show('b_bar', b_bar)
