"""What a file written for micrograd needs of it, for tests: the same class by its interface, written anew.

After the interface of Andrej Karpathy's micrograd 0.1.0 (MIT licence): a number, its gradient, and how to send it back.
"""


class Value:
    def __init__(self, data, _children=(), _op=''):
        self.data = data
        self.grad = 0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')

        def send():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = send
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')

        def send():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = send
        return out

    def __pow__(self, other):
        assert isinstance(other, (int, float)), 'only supporting int/float powers for now'
        out = Value(self.data**other, (self,), f'**{other}')

        def send():
            self.grad += (other * self.data ** (other - 1)) * out.grad

        out._backward = send
        return out

    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')

        def send():
            self.grad += (out.data > 0) * out.grad

        out._backward = send
        return out

    def backward(self):
        order = []
        seen = set()

        def build(value):
            if value not in seen:
                seen.add(value)
                for child in value._prev:
                    build(child)
                order.append(value)

        build(self)
        self.grad = 1
        for value in reversed(order):
            value._backward()

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return other * self**-1
