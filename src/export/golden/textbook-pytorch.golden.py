# f(x1, x2) = log(x1) + x1*x2 - sin(x2)
#
# Written by Wengert: value and gradient in PyTorch.

import torch

torch.set_default_dtype(torch.float64)

x1 = torch.tensor(2.0).requires_grad_()
x2 = torch.tensor(5.0).requires_grad_()


def show(name, value):
    print(name, '=', value.tolist())


v1 = torch.log(x1)
v2 = x1 * x2
v3 = v1 + v2
v4 = torch.sin(x2)
f = v3 - v4

f.backward(gradient=torch.tensor(1.0))
show('f', f)
show('x1.grad', x1.grad)
show('x2.grad', x2.grad)
