import { random } from '../base/random.ts';

const UNARY = ['sin', 'cos', 'tanh', 'sigmoid', 'softplus', 'atan', 'exp', 'gelu', 'swish', 'erf'];
const BINARY = ['+', '-', '*', '+', '*'];

/**
 * A random program of named statements over a few inputs, with much sharing: each statement reads earlier names, any
 * of them again. Values stay moderate, so that derivatives can be compared; the same seed gives the same text.
 * @param smooth without `max`, near whose kink differences see both sides
 */
export function randomProgram(seed: number, size: number, smooth = false): string {
  const inputs = 3;
  const chance = random(seed);
  const below = (n: number) => Math.floor(chance() * n);
  const names = Array.from({ length: inputs }, (_, i) => `x${i + 1}`);
  const pick = (list: readonly string[]) => list[below(list.length)] as string;
  // Every input is bound, so that it is one whether or not a statement reads it.
  const lines = names.map((name) => `${name} = ${(below(17) - 8) / 4}`);
  for (let i = 1; i <= size; i++) {
    const [a, b] = [pick(names.slice(-6)), pick(names)];
    const kind = chance();
    const constant = (below(9) + 1) / 4;
    const text =
      kind < 0.4
        ? `${a} ${pick(BINARY)} ${b}`
        : kind < 0.75
          ? `${pick(UNARY)}(${a}${chance() < 0.5 ? ` - ${b}` : ''})`
          : kind < 0.85
            ? `${a}/(2 + ${b}^2)`
            : kind < 0.95 || smooth
              ? `${constant}*${a} - ${b}`
              : `max(${a}, ${b} + ${constant})`;
    // Squashed now and then, so that products of products do not run away.
    lines.push(`t${i} = ${i % 4 === 0 ? `tanh(${text})` : text}`);
    names.push(`t${i}`);
  }
  return lines.join('\n');
}
