import type { Propagation, Step } from '../autodiff/step.ts';
import { briefValue } from '../base/print-value.ts';
import { type Shape, sameShape, sayShape } from '../base/value.ts';
import type { OpNode } from '../graph/graph.ts';
import { assemble, capital, listed } from './ahead.ts';
import { arrival, ruleOf } from './arrival.ts';
import { type Context, noticeAt, opNode } from './context.ts';
import { equationOf } from './equation.ts';
import type { Explanation, Formula, MathPiece, Piece, ShapeEquation } from './explanation.ts';
import {
  formula,
  joinedFormulas,
  math,
  mathNumber,
  nameOf,
  number,
  outcome,
  outcomeFormula,
  plain,
  quantityWord,
  symbol,
  words,
} from './notation.ts';
import { writtenTerm } from './pen.ts';
import { reasonOf, tagged, untagged } from './reason.ts';
import { type Told, toldBy } from './step-terms.ts';
import { partsOf, type Term } from './terms.ts';

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

const NOTHING = formula([], '');

/** What a step computes, and that it computes one thing for each edge. */
function toldFirst(
  { trace, style }: Context,
  step: Step,
): { readonly all: readonly Told[]; readonly first: Told } {
  const all = toldBy(trace, step, style);
  const [first] = all;
  if (first === undefined) throw new RangeError('a step on arrays computes something');
  return { all, first };
}

const written = ({ term }: Told): Formula => {
  const { math: pieces, text } = writtenTerm(term);
  return formula(pieces, text);
};

/** The quantities a step speaks of, by the names they go by. */
function namesOf(here: Context, told: Told): ReadonlyMap<string, Piece> {
  const names = new Map<string, Piece>([[told.name, nameOf(here, told.node)]]);
  for (const rest = [told.result, told.term]; rest.length > 0; ) {
    const term = rest.pop() as Term;
    const { made, quantity } = term;
    if (made.kind === 'leaf' && !made.bare)
      names.set(made.text, { text: made.text, quantity, node: made.node, style: 'name' });
    rest.push(...partsOf(term));
  }
  return names;
}

/** Words with formulas in them: what is tagged is set as a formula, its names lit. */
function set(here: Context, told: Told, text: string): readonly Piece[] {
  const names = namesOf(here, told);
  return text
    .split(/(\ue010[^\ue011]*\ue011)/u)
    .flatMap((part) =>
      part.startsWith('\ue010') ? named(untagged(part), names) : part === '' ? [] : [words(part)],
    );
}

/** A formula in plain characters, its names as pieces of their own; the longest that stands there, so `∂f/∂x` before `x`. */
function named(text: string, names: ReadonlyMap<string, Piece>): readonly Piece[] {
  const known = [...names.keys()].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  if (known.length === 0) return [words(text)];
  const any = known.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&')).join('|');
  const found = new RegExp(`(?<![\\p{L}\\p{Nd}_])((?:${any})ᵀ?)(?![\\p{L}\\p{M}\\p{Nd}₀-₉_])`, 'gu');
  return text
    .split(found)
    .filter((part) => part !== '')
    .map((part) => {
      const name = names.get(part) ?? (part.endsWith('ᵀ') ? names.get(part.slice(0, -1)) : undefined);
      return name === undefined ? words(part) : { ...name, text: part };
    });
}

/** `3×4`, `4 entries`: what stands in parentheses behind a name. */
const aside = (shape: Shape): string =>
  shape.length === 0
    ? ''
    : shape.length === 1
      ? ` (${shape[0]} ${shape[0] === 1 ? 'entry' : 'entries'})`
      : ` (${sayShape(shape)})`;

/** An array from arrays: its formula, its shape, and why it has it. */
export function explainWholeEvaluate(here: Context, step: Of<'evaluate'>): Explanation {
  const { graph } = here;
  const node = opNode(here, step.node);
  const { first } = toldFirst(here, step);
  const told = written(first);
  const name = nameOf(here, node.id);
  const equation = equationOf(first);
  const operands = [...new Set(node.operands)];
  const shown = operands.length > 4 ? operands.slice(0, 3) : operands;
  // Where all have one shape it is said once.
  const isSaid = operands.every((id) => sameShape(graph.nodes[id]?.shape ?? [], node.shape));
  const known = shown.flatMap((id, i) => {
    const between = i === 0 ? '' : i === operands.length - 1 ? ' and ' : ', ';
    const shape = graph.nodes[id]?.shape ?? [];
    return [words(between), nameOf(here, id), words(isSaid ? '' : aside(shape))];
  });
  const more = operands.length - shown.length;
  return assemble({
    sentence: [
      ...known,
      words(
        more > 0
          ? ` and ${more} more are known, so `
          : operands.length === 1
            ? ' is known, so '
            : ' are known, so ',
      ),
      name,
      words(' = '),
      ...set(here, first, `${tagged(told.text)} can be computed. ${reasonOf(first)}`),
    ],
    rule: `evaluate ${node.op.symbol}`,
    symbols: formula(
      [symbol(here, node.id, 'value'), math('='), ...told.math],
      `${name.text} = ${told.text}`,
    ),
    numbers: NOTHING,
    result: outcomeFormula(step.value, 'value'),
    notice: noticeAt(here, node, 'value'),
    callout: {
      caption: quantityWord('value', here.style),
      pieces: [words(`${told.text} = `), outcome(step.value, 'value')],
    },
    shapes: [equation],
    title: `forward · ${node.op.symbol} ${name.text}`,
  });
}

/** Forward mode: the tangent as a product of the local derivative, a linear map, with the operands' tangents. */
export function explainWholeTangent(here: Context, step: Of<'tangent'>): Explanation {
  const node = opNode(here, step.node);
  const { first } = toldFirst(here, step);
  const told = written(first);
  const name = nameOf(here, node.id);
  const rule = node.op.kind === 'array' ? node.op.ruleAhead : node.op.rule;
  const dotted = nameOf(here, node.id, 'tangent');
  return assemble({
    sentence: [
      words(`${capital(rule)}. `),
      dotted,
      words(' says how '),
      name,
      words(' moves with '),
      ...listed(step.terms.map((term) => nameOf(here, term.operand, 'tangent'))),
      words(`, and has the shape of ${name.text}.`),
    ],
    rule,
    symbols: formula(
      [symbol(here, node.id, 'tangent'), math('='), ...told.math],
      `${dotted.text} = ${told.text}`,
    ),
    numbers: NOTHING,
    result: outcomeFormula(step.tangent, 'tangent'),
    notice: noticeAt(here, node, 'derivative'),
    callout: { caption: 'tangent', pieces: [words(`${told.text} = `), outcome(step.tangent, 'tangent')] },
    shapes: [equationOf(first)],
    title: `forward · tangent of ${name.text}`,
  });
}

/** Reverse mode through an array: what is sent, why it has the operand's shape, and what it is added to. */
export function explainWholePropagate(here: Context, step: Of<'propagate'>): Explanation {
  const node = opNode(here, step.node);
  const { all, first } = toldFirst(here, step);
  const parts = all.map((told) => edgeParts(here, node, told, step.part));
  const only = parts[0] as EdgeParts;
  const join = (pick: (p: EdgeParts) => Formula): Formula =>
    joinedFormulas(parts.map(pick).filter((line) => line.text !== ''));
  const up = nameOf(here, node.id, 'adjoint');
  return assemble({
    sentence:
      parts.length === 1
        ? only.sentence
        : [
            words(`${capital(node.op.rule)}. `),
            nameOf(here, node.id),
            words(` sends its ${quantityWord('adjoint', here.style)} `),
            up,
            words(' back to '),
            ...listed(step.edges.map((edge) => nameOf(here, edge.operand))),
            words(', to each in its own shape.'),
          ],
    rule: ruleOf(node.op.rule, step.part, step.edges[0]?.expected ?? 1),
    symbols: join((p) => p.symbols),
    numbers: NOTHING,
    result: join((p) => p.result),
    notice: noticeAt(here, node, 'derivative'),
    callout: only.callout,
    ...(step.part === 'upstream' || step.part === 'local' ? {} : { shapes: parts.map((p) => p.shapes) }),
    title: `backward · through ${node.op.symbol}${parts.length === 1 ? ` to ${first.name}` : ''}`,
  });
}

interface EdgeParts {
  readonly sentence: readonly Piece[];
  readonly symbols: Formula;
  readonly result: Formula;
  readonly callout: NonNullable<Explanation['callout']>;
  readonly shapes: ShapeEquation;
}

function edgeParts(here: Context, node: OpNode, told: Told, part: Of<'propagate'>['part']): EdgeParts {
  const edge = told.edge as Propagation;
  const { op, id } = node;
  const sent = written(told);
  const equation = equationOf(told);
  const bar = symbol(here, edge.operand, 'adjoint');
  const barText = nameOf(here, edge.operand, 'adjoint').text;
  const sign = edge.expected > 1 ? '+=' : '=';
  const signMath: MathPiece = math(edge.expected > 1 ? '\\mathrel{+}=' : '=');
  const up = nameOf(here, id, 'adjoint');
  const why = [words(`${capital(op.rule)}. `), ...set(here, told, `${reasonOf(told)} `)];
  const sentence: Record<typeof part, readonly Piece[]> = {
    whole: [...why, ...arrival(here, edge)],
    upstream: [
      words('Read what has arrived at '),
      nameOf(here, id),
      words(`: its ${quantityWord('adjoint', here.style)} `),
      up,
      words(`${aside(node.shape)}.`),
    ],
    local: why,
    multiply: [
      words('The chain rule: '),
      ...set(here, told, `${tagged(sent.text)} is sent to `),
      nameOf(here, edge.operand),
      words('.'),
    ],
    add: arrival(here, edge),
  };
  const callout: Record<typeof part, EdgeParts['callout']> = {
    whole: sentCallout(sent, edge),
    multiply: sentCallout(sent, edge),
    add: sentCallout(sent, edge),
    upstream: { caption: 'upstream', pieces: [words(`${up.text} = `), number(edge.upstream, 'adjoint')] },
    local: { caption: 'upstream through the local derivative', pieces: [words(sent.text)] },
  };
  return {
    sentence: sentence[part],
    symbols:
      part === 'upstream'
        ? formula([symbol(here, id, 'adjoint')], plain([up]))
        : part === 'multiply'
          ? sent
          : formula([bar, signMath, ...sent.math], `${barText} ${sign} ${sent.text}`),
    result: resultOf(edge, part, bar, barText),
    callout: callout[part],
    shapes: equation,
  };
}

const sentCallout = (sent: Formula, edge: Propagation): EdgeParts['callout'] => ({
  caption: 'sent back',
  pieces: [words(`${sent.text} = `), outcome(edge.contribution, 'adjoint')],
});

function resultOf(
  edge: Propagation,
  part: Of<'propagate'>['part'],
  bar: MathPiece,
  barText: string,
): Formula {
  if (part === 'local') return NOTHING;
  if (part === 'upstream')
    return formula([math('='), mathNumber(edge.upstream, 'adjoint')], `= ${briefValue(edge.upstream)}`);
  if (part === 'multiply') return outcomeFormula(edge.contribution, 'adjoint');
  if (edge.before === null) return outcomeFormula(edge.adjoint, 'adjoint');
  const before = formula([math('\\Rightarrow'), bar, math('=')], `→ ${barText} =`);
  return outcomeFormula(edge.adjoint, 'adjoint', before);
}
