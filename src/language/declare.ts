import type { Span } from '../base/problem.ts';
import { fromSuperscript } from './characters.ts';
import type { Context } from './context.ts';
import { parseExpression } from './expression.ts';
import type { Binder, DeclareStatement } from './syntax.ts';
import type { Token } from './tokens.ts';

/** `R^(3x4)` is no formula (`3x4` is not one), so a shape is read from the text. */
const SHAPE =
  /\s*[Rℝ](?:\s*(?:\^|\*\*)\s*(?:\(([^()\n]*)\)|\{([^{}\n]*)\}|(\d+(?:\s*[x×]\s*\d+)*))|([⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[ˣ×x][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*))?(?![\p{L}\p{M}\d_.^([{*])/uy;

const MEANT = 'A shape is written R, R^4 or R^(3x4), with whole numbers.';

/** `W in R^(3x4)`, and `= value` or `~ distribution` after it; `start` is where `in` stands. */
export function parseDeclaration(
  context: Context,
  target: Binder,
  start: number,
  end: number,
  at: Span,
): DeclareStatement {
  const { tokens, text, report } = context;
  const keyword = tokens[start] as Token;
  const declared = { kind: 'declare', target, shape: [], value: null, distribution: null, ...at } as const;
  SHAPE.lastIndex = keyword.to;
  const match = SHAPE.exec(text);
  const shape = match === null ? null : dimensions(match[1] ?? match[2] ?? match[3] ?? match[4]);
  let next = start + 1;
  if (match !== null && shape !== null) {
    while (next < end && (tokens[next] as Token).from < SHAPE.lastIndex) next += 1;
  } else {
    while (next < end && !isTail(tokens[next] as Token)) next += 1;
    const first = tokens[start + 1];
    const place =
      next === start + 1 || first === undefined
        ? keyword
        : { from: first.from, to: tokens[next - 1]?.to ?? first.to };
    report.say({ message: MEANT, from: place.from, to: place.to });
  }
  const known = { ...declared, shape: shape ?? [] };
  const sign = next < end ? (tokens[next] as Token) : null;
  if (sign === null) return known;
  const span = { from: sign.from, to: sign.to };
  if (!isTail(sign)) {
    report.say({
      message: 'After a shape stands “= value” or “~ distribution”, or nothing.',
      from: sign.from,
      to: at.to,
    });
    return known;
  }
  if (next + 1 === end) {
    const message =
      sign.kind === 'tilde'
        ? '“~” needs a distribution on its right, such as normal(0, 1).'
        : '“=” needs a value on its right.';
    report.say({ message, ...span });
    return known;
  }
  if (sign.problem !== null) report.say(sign.problem);
  const value = parseExpression(context, next + 1, end);
  if (sign.kind === 'equals') return { ...known, value };
  if (value.kind === 'name' || value.kind === 'call') {
    const name = value.kind === 'name' ? value.name : value.callee;
    const args = value.kind === 'name' ? [] : value.args.map((argument) => argument.value);
    return { ...known, distribution: { name, args, span: { from: value.from, to: value.to } } };
  }
  if (value.kind !== 'hole') {
    const message = 'After “~” stands a distribution, such as normal(0, 1).';
    report.say({ message, from: (tokens[next + 1] as Token).from, to: at.to });
  }
  return known;
}

const isTail = (token: Token): boolean => token.kind === 'equals' || token.kind === 'tilde';

/** `3x4` → [3, 4]; nothing is a scalar; null where it is no shape. */
function dimensions(text: string | undefined): readonly number[] | null {
  if (text === undefined) return [];
  const parts = fromSuperscript(text)
    .trim()
    .split(/\s*[x×*,]\s*/u);
  return parts.every((part) => /^[1-9]\d{0,14}$/u.test(part)) ? parts.map(Number) : null;
}
