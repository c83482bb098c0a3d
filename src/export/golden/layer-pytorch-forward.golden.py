# h = tanh(W @ x + b)
# mse(h, [0.5, -0.5])
#
# Written by Wengert: value and tangent in PyTorch.

import torch

torch.set_default_dtype(torch.float64)

W = torch.tensor([[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]])
x = torch.tensor([1.0, -1.0, 2.0])
b = torch.tensor([0.0, 0.25])
c1 = torch.tensor([0.5, -0.5])


def show(name, value):
    print(name, '=', value.tolist())


def program(W):
    v1 = W @ x  # (2,)
    v2 = v1 + b  # (2,)
    h = torch.tanh(v2)  # (2,)
    v3 = torch.mean(torch.square(h - c1))
    return v3


W_dot = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
v3, v3_dot = torch.autograd.functional.jvp(program, (W,), (W_dot,))
show('v3', v3)
show('v3_dot', v3_dot)
