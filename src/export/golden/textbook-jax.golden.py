# f(x1, x2) = log(x1) + x1*x2 - sin(x2)
#
# Written by Wengert: value and gradient in JAX.

import jax
import jax.numpy as jnp

jax.config.update('jax_enable_x64', True)

x1 = jnp.array(2.0)
x2 = jnp.array(5.0)


def show(name, value):
    print(name, '=', value.tolist())


def program(x1, x2):
    v1 = jnp.log(x1)
    v2 = x1 * x2
    v3 = v1 + v2
    v4 = jnp.sin(x2)
    f = v3 - v4
    return f


gradient = jax.value_and_grad(program, argnums=(0, 1))
f, (x1_bar, x2_bar) = gradient(x1, x2)
show('f', f)
show('x1_bar', x1_bar)
show('x2_bar', x2_bar)
