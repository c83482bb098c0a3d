/**
 * A gradient engine in the style of micrograd: one object for each number, closures that know their local rule, and a
 * topological sort before the backward pass. Written for this comparison; the sort uses a stack, so depth is no limit.
 */
export class Scalar {
  data: number;
  grad = 0;
  readonly parents: readonly Scalar[];
  backwardStep: () => void = () => {};

  constructor(data: number, parents: readonly Scalar[] = []) {
    this.data = data;
    this.parents = parents;
  }

  static of(data: number, parents: readonly Scalar[], step: (out: Scalar) => void): Scalar {
    const out = new Scalar(data, parents);
    out.backwardStep = () => step(out);
    return out;
  }

  add(other: Scalar): Scalar {
    return Scalar.of(this.data + other.data, [this, other], (out) => {
      this.grad += out.grad;
      other.grad += out.grad;
    });
  }

  mul(other: Scalar): Scalar {
    return Scalar.of(this.data * other.data, [this, other], (out) => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    });
  }

  sin(): Scalar {
    return Scalar.of(Math.sin(this.data), [this], (out) => {
      this.grad += Math.cos(this.data) * out.grad;
    });
  }

  exp(): Scalar {
    return Scalar.of(Math.exp(this.data), [this], (out) => {
      this.grad += out.data * out.grad;
    });
  }

  tanh(): Scalar {
    return Scalar.of(Math.tanh(this.data), [this], (out) => {
      this.grad += (1 - out.data * out.data) * out.grad;
    });
  }

  backward(): void {
    const order: Scalar[] = [];
    const seen = new Set<Scalar>();
    const stack: [Scalar, number][] = [[this, 0]];
    seen.add(this);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const parent = top[0].parents[top[1]++];
      if (parent === undefined) {
        order.push(top[0]);
        stack.pop();
      } else if (!seen.has(parent)) {
        seen.add(parent);
        stack.push([parent, 0]);
      }
    }
    this.grad = 1;
    for (const scalar of order.reverse()) scalar.backwardStep();
  }
}
