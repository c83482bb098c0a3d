# h = tanh(W @ x + b)
# mse(h, [0.5, -0.5])
#
# Written by Wengert: value and gradient in PyTorch.

import torch

torch.set_default_dtype(torch.float64)

W = torch.tensor([[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]]).requires_grad_()
x = torch.tensor([1.0, -1.0, 2.0]).requires_grad_()
b = torch.tensor([0.0, 0.25]).requires_grad_()
c1 = torch.tensor([0.5, -0.5])


def show(name, value):
    print(name, '=', value.tolist())


v1 = W @ x  # (2,)
v2 = v1 + b  # (2,)
h = torch.tanh(v2)  # (2,)
v3 = torch.mean(torch.square(h - c1))

v3.backward(gradient=torch.tensor(1.0))
show('v3', v3)
show('W.grad', W.grad)
show('x.grad', x.grad)
show('b.grad', b.grad)
