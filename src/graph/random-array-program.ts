import { broadcastShapes } from '../base/broadcast.ts';
import { normal, random } from '../base/random.ts';
import { type Shape, sameShape } from '../base/value.ts';

interface Known {
  readonly name: string;
  readonly shape: Shape;
}

const SMOOTH = ['sin', 'tanh', 'sigmoid', 'softplus', 'atan', 'gelu'];
const REDUCTIONS = ['sum', 'mean', 'norm', 'logsumexp'];

/** Functions that are called with operands of many shapes. */
const FUNCTIONS = [
  'layer(M, v) = tanh(M @ v)',
  'squash(z) = z/(1 + z*z)',
  'mix(p, q) = squash(p*q) + sin(p - q)',
];

/**
 * A random program over vectors and matrices, in which all that arrays can do occurs: stretching, products, reductions
 * along an axis, softmax, joining, taking out, functions at several shapes. Its output is one number and depends on
 * every statement; the same seed gives the same text.
 */
export function randomArrayProgram(seed: number, size: number): string {
  const chance = random(seed);
  const below = (n: number) => Math.floor(chance() * n);
  const lines = [...FUNCTIONS];
  const known: Known[] = [];
  const [n, m] = [1 + below(3), 2 + below(2)];
  const literal = (shape: Shape): string =>
    shape.length === 0
      ? (0.8 * normal(chance) + 0.05).toFixed(2)
      : `[${Array.from({ length: shape[0] as number }, () => literal(shape.slice(1))).join(', ')}]`;
  const inputs: readonly Known[] = [
    { name: 's', shape: [] },
    { name: 'x', shape: [n] },
    { name: 'y', shape: [m] },
    { name: 'A', shape: [m, n] },
    { name: 'B', shape: [n, m] },
    { name: 'c', shape: [m, 1] },
    { name: 'T', shape: [2, m, n] },
  ];
  for (const input of inputs) {
    lines.push(`${input.name} = ${literal(input.shape)}`);
    known.push(input);
  }
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const any = (fits: (shape: Shape) => boolean = () => true) => {
    const fitting = known.filter(({ shape }) => fits(shape));
    // Recent ones more often.
    return fitting.length === 0 ? null : pick(chance() < 0.5 ? fitting.slice(-4) : fitting);
  };
  const axisOf = ({ shape }: Known) => below(2 * shape.length) - shape.length;

  const statement = (): { text: string; shape: Shape } | null => {
    const a = any() as Known;
    const { name, shape } = a;
    switch (below(13)) {
      case 0:
        return { text: `${pick(SMOOTH)}(${name})`, shape };
      case 1:
      case 2: {
        const b = any((other) => broadcastShapes(shape, other) !== null) as Known;
        const whole = broadcastShapes(shape, b.shape) as Shape;
        const text = pick([`${name} + ${b.name}`, `${name} * ${b.name}`, `${name} - ${b.name}/3`]);
        return { text: chance() < 0.4 ? `mix(${name}, ${b.name})` : text, shape: whole };
      }
      case 3:
      case 4: {
        const left = any((s) => s.length > 0) as Known;
        const inner = left.shape.at(-1);
        const right = any((s) => s.length > 0 && s.length < 3 && s[0] === inner);
        if (right === null) return null;
        const text = chance() < 0.5 ? `layer(${left.name}, ${right.name})` : `${left.name} @ ${right.name}`;
        return { text, shape: [...left.shape.slice(0, -1), ...right.shape.slice(1)] };
      }
      case 5:
        return { text: `${name}'`, shape: shape.toReversed() };
      case 6: {
        if (shape.length === 0) return null;
        const axis = axisOf(a);
        const at = axis < 0 ? axis + shape.length : axis;
        const kept = chance() < 0.5;
        return {
          text: `${pick(REDUCTIONS)}(${name}, axis=${axis}${kept ? ', keepdims=True' : ''})`,
          shape: kept ? shape.map((l, i) => (i === at ? 1 : l)) : shape.filter((_, i) => i !== at),
        };
      }
      case 7:
        return { text: `${pick(REDUCTIONS)}(${name})`, shape: [] };
      case 8: {
        if (shape.length === 0) return null;
        return { text: `${pick(['softmax', 'log_softmax'])}(${name}, axis=${axisOf(a)})`, shape };
      }
      case 9: {
        if (shape.length === 0) return null;
        const b = any((s) => s.length === shape.length && sameShape(s.slice(1), shape.slice(1))) as Known;
        const [p, q] = [shape[0] as number, b.shape[0] as number];
        if (p + q > 5) return null;
        return { text: `concat(${name}, ${b.name})`, shape: [p + q, ...shape.slice(1)] };
      }
      case 10: {
        const b = any((s) => sameShape(s, shape)) as Known;
        return shape.length > 2 ? null : { text: `[${name}, tanh(${b.name})]`, shape: [2, ...shape] };
      }
      case 11: {
        if (shape.length === 0) return null;
        const index = shape.slice(0, 1 + below(shape.length)).map((l) => below(2 * l) - l);
        return { text: `${name}[${index.join(', ')}]`, shape: shape.slice(index.length) };
      }
      default: {
        const b = any((s) => s.length === 1) as Known;
        if (shape.length === 1 && chance() < 0.5) {
          return { text: `outer(${name}, ${b.name})`, shape: [shape[0] as number, b.shape[0] as number] };
        }
        const t = any((s) => sameShape(s, shape)) as Known;
        return {
          text: pick([`mse(${name}, ${t.name})`, `cross_entropy(${name}, softmax(${t.name}))`]),
          shape: [],
        };
      }
    }
  };

  for (let i = 1; i <= size; ) {
    const made = statement();
    if (made === null || made.shape.reduce((product, l) => product * l, 1) > 60) continue;
    // Squashed now and then, so that products of products do not run away.
    lines.push(`t${i} = ${i % 3 === 0 ? `tanh(${made.text})` : made.text}`);
    known.push({ name: `t${i}`, shape: made.shape });
    i += 1;
  }
  lines.push(known.map(({ name }, i) => (i % 2 === 0 ? `mean(${name})` : `sum(tanh(${name}))`)).join(' + '));
  return lines.join('\n');
}
