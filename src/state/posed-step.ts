import type { Frame } from '../autodiff/frame.ts';
import type { Trace } from '../autodiff/trace.ts';
import { shapeOf, type Value } from '../base/value.ts';
import type { Explanation } from '../explain/explanation.ts';
import { quantityName, type Style } from '../explain/notation.ts';
import { knownIn } from './known.ts';
import type { PosedNumber } from './posed-kinds.ts';
import { questionAt } from './question.ts';

/**
 * The question of the step that is asked for; null where none is.
 * @param told what the step says of itself while it is asked for, for hints
 */
export function posedStep(
  run: Trace,
  frame: Frame,
  style: Style,
  told: Explanation | null = null,
): PosedNumber | null {
  const question = questionAt(run, frame, style);
  if (question === null) return null;
  const { name, asks, node, quantity, expected, slips } = question;
  return {
    kind: 'number',
    key: `${frame.k}:${quantity}:${node}`,
    prompt: `${asks} =`,
    name,
    node: run.graph.nodes[node]?.name ?? null,
    expected,
    quantity,
    slips,
    tolerance: null,
    known: knownIn(run.graph, frame, run.mode),
    hints: told === null ? [] : hintsOf(told),
    way: wayOf(run, frame, style, expected),
  };
}

/** Formulas may be typed; and how a derivative is typed, which is written with a mark. */
function wayOf({ graph, mode }: Trace, { entries }: Frame, style: Style, expected: Value): string {
  const what = kindOf(expected);
  const quantity = mode === 'forward' ? 'tangent' : 'adjoint';
  const held = entries.findIndex((entry) => entry[quantity] !== null);
  const node = graph.nodes[held];
  if (node === undefined) return `${what}, or a formula of names and numbers on screen.`;
  const typed = mode === 'forward' ? `${node.name}_dot` : `d${node.name}`;
  const written = quantityName(node.name, quantity, style, graph.nodes[graph.output]);
  const how = written === typed ? '' : `; type ${written} as ${typed}`;
  return `${what}, or a formula of what is on screen${how}.`;
}

/** Entries by a pattern of their shape. */
export function kindOf(expected: Value): string {
  const [rows = 0, columns = 0, ...more] = shapeOf(expected);
  if (rows === 0 || more.length > 0) return rows === 0 ? 'A number' : 'Numbers in brackets';
  if (columns === 0)
    return rows === 1
      ? 'One number in brackets, [1]'
      : `${rows} numbers, such as ${PATTERN.slice(0, rows).join(', ')}${rows > PATTERN.length ? ', …' : ''}`;
  return `${rows} rows of ${columns} in brackets, such as [[1, 2], [3, 4]]`;
}

const PATTERN = [1, 2, 3, 4];

/** First the rule in symbols, then the numbers it is about, with `?` for the result. */
export function hintsOf({ rule, symbols, numbers, result }: Explanation): readonly string[] {
  const named = [rule === '' ? '' : `${sentence(rule)}:`, symbols.text];
  const lines = [named, [numbers.text, result.text]].map((parts) =>
    parts
      .filter((part) => part !== '')
      .join(' ')
      .replace(/^= /u, ''),
  );
  return lines.filter((line, i) => line !== '' && lines.indexOf(line) === i && /[\p{L}\d]/u.test(line));
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
