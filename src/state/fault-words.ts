import { type Fault, faultNames } from '../autodiff/faults.ts';
import type { Nested } from '../base/value.ts';

export { type Fault, faultNames };

/** What a fault is, and where it can be seen. */
export interface FaultWords {
  readonly title: string;
  /** What the faulty engine does, in one sentence. */
  readonly says: string;
  /** The rule's line, wrong and right. */
  readonly wrong: string;
  readonly right: string;
  /** A program that shows it. */
  readonly label: string;
  readonly program: string;
  readonly inputs: Readonly<Record<string, Nested>>;
}

export const faultWords: Readonly<Record<Fault, FaultWords>> = {
  overwrite: {
    title: 'Overwrites at forks',
    says: 'What arrives replaces the adjoint, where it should be added to it.',
    wrong: 'x.grad = out.grad * local',
    right: 'x.grad += out.grad * local',
    label: '(x·y)·(x·z)',
    program: 'f(x, y, z) = (x*y)*(x*z)',
    inputs: { x: 2, y: 3, z: 4 },
  },
  stale: {
    title: 'Gradients not set to zero',
    says: 'A second backward pass adds to the gradients that the inputs still hold from the first.',
    wrong: 'loss.backward(); loss.backward()',
    right: 'loss.backward(); zero_grad(); loss.backward()',
    label: 'x·y + z',
    program: 'f(x, y, z) = x*y + z',
    inputs: { x: 3, y: -2, z: 7 },
  },
  order: {
    title: 'Wrong order',
    says: 'A node sends its adjoint on as soon as something has arrived, before all of it has.',
    wrong: 'for x in inputs(out): x.backward()',
    right: 'for v in reversed(topological(out)): v.backward()',
    label: 'a·sin(a), a = x·y',
    program: 'a = x*y\nb = sin(a)\nf = a*b',
    inputs: { x: 2, y: 0.5 },
  },
  transpose: {
    title: 'Missing transpose',
    says: 'A matrix product sends back with the matrix as it stands, not transposed.',
    wrong: 'x.grad += W @ out.grad',
    right: 'x.grad += W.T @ out.grad',
    label: 'Σ tanh(W x), W 2×2',
    program: 'W = [[1, 2], [3, 4]]\nx = [1, -1]\ny = sum(tanh(W @ x/4))',
    inputs: {},
  },
  broadcast: {
    title: 'Forgotten sum over what was stretched',
    says: 'A value that was stretched to a larger shape gets its adjoint in that shape; the copies are not summed.',
    wrong: 'b.grad += out.grad',
    right: 'b.grad += out.grad.sum(axis=0)',
    label: 'Σ (X + b)², b in every row',
    program: 'X = [[1, 2], [0, -1], [3, 1]]\nb = [0.5, -1]\nL = sum((X + b)^2)',
    inputs: {},
  },
  upstream: {
    title: 'Upstream factor forgotten',
    says: 'A node sends its local partial alone, not multiplied by its own adjoint.',
    wrong: 'x.grad += local',
    right: 'x.grad += out.grad * local',
    label: 'tanh(w·x + b)',
    program: 'f(w, x, b) = tanh(w*x + b)',
    inputs: { w: 2, x: 0.5, b: -0.5 },
  },
};

/** What was chosen: a fault by its name, or one that is to be found. */
export type ChosenFault =
  | { readonly kind: 'known'; readonly fault: Fault }
  | { readonly kind: 'mystery'; readonly number: number };

export const isFault = (text: string): text is Fault => (faultNames as readonly string[]).includes(text);

export function chosenFrom(text: string): ChosenFault {
  if (isFault(text)) return { kind: 'known', fault: text };
  const [, number = '1'] = /^mystery:(\d{1,6})$/u.exec(text) ?? [];
  return { kind: 'mystery', number: Number(number) };
}
