import type { Path, PathStep } from '../autodiff/paths.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/print.ts';
import type { Formula, MathPiece } from './explanation.ts';
import {
  formula,
  math,
  mathFactor,
  mathNumber,
  nameOf,
  partialName,
  partialSymbol,
  plain,
  type Speech,
  symbol,
  textFactor,
} from './notation.ts';

/** How much of a long path, and of its product, is written. */
const SHOWN = { nodes: 7, factors: 5, partials: 8 };
const ORDINALS = ['1st', '2nd', '3rd'] as const;

/**
 * `x₁ → × → +`: the nodes of a path from the input to the output, of a long one its ends. On the way a node that the
 * program named has its name.
 * @param by whether the others have the symbol of their operation or, as in the picture, their name
 */
export function pathTitle(
  graph: Graph,
  { steps }: Path,
  input: NodeId,
  by: 'operation' | 'name' = 'operation',
): string {
  const nodes = steps
    .flatMap(({ edges }) => edges)
    .reverse()
    .map(({ consumer, operand, slot }) => {
      const node = graph.nodes[consumer] as GraphNode;
      const twice = node.operands.filter((u) => u === operand).length > 1;
      const isNamed = by === 'name' || (node.named && node.id !== graph.output);
      return `${isNamed ? displayName(node.name) : (node.op?.symbol ?? '')}${twice ? ` (${ORDINALS[slot] ?? `${slot + 1}th`})` : ''}`;
    });
  return [displayName(graph.nodes[input]?.name ?? ''), ...ends(nodes)].join(' → ');
}

/** The first nodes and the last, and how many stand between. */
const ends = (nodes: readonly string[]): readonly string[] =>
  nodes.length <= SHOWN.nodes
    ? nodes
    : [...nodes.slice(0, SHOWN.nodes - 3), `… ${nodes.length - SHOWN.nodes + 2} more …`, ...nodes.slice(-1)];

/** `1 · 5 =`, the local partials from the output's side; null through arrays, where they are linear maps. */
export function productText({ locals, steps }: Path, seed: Value): string | null {
  if (locals.some((local) => local === null) || typeof seed !== 'number' || steps.length === 0) return null;
  const factors = [...(seed === 1 ? [] : [seed]), ...(locals as readonly number[])];
  return `${shortened(factors.map(factorText), SHOWN.factors).join(' · ')} =`;
}

const factorText = (factor: number, i: number): string => (i === 0 ? briefValue(factor) : textFactor(factor));

/** The first of a list and its last, with `…` between where it is long. */
function shortened<T>(list: readonly T[], most: number): readonly (T | string)[] {
  if (list.length <= most) return list;
  return [...list.slice(0, most - 2), '…', ...list.slice(-1)];
}

/**
 * A path in symbols and in numbers: `∂f/∂v₁ · ∂v₁/∂x₁ = 1 · 5 = 5`. Through arrays the transposed Jacobian of each
 * edge, applied from the right: `(∂v₁/∂x)ᵀ (∂f/∂v₁)ᵀ f̄ = [1, 5]`.
 */
export function pathFormula(here: Speech, path: Path, seed: Value): Formula {
  const { graph } = here;
  const { steps, product } = path;
  const result = mathNumber(product, 'adjoint');
  const last = ` = ${briefValue(product)}`;
  if (productText(path, seed) === null) {
    const bar = symbol(here, graph.output, 'adjoint');
    const each = steps.toReversed().map((step) => mapOf(here, step));
    const text = [
      ...shortened(
        each.map((part) => part.text),
        SHOWN.partials,
      ),
      plain([nameOf(here, graph.output, 'adjoint')]),
    ];
    const pieces = shortened(
      each.map((part) => part.math),
      SHOWN.partials,
    );
    return formula([...pieces.map(orDots), bar, math('='), result], `${text.join(' ')}${last}`);
  }
  const partials = steps.map((step) => partialOf(here, step));
  const factors = [...(seed === 1 ? [] : [seed as number]), ...path.locals.filter((local) => local !== null)];
  const symbols = shortened(
    partials.map((part) => part.math),
    SHOWN.partials,
  );
  const numbers = shortened(
    factors.map((factor, i) => (i === 0 ? mathNumber(factor, 'value') : mathFactor(factor, 'value'))),
    SHOWN.factors,
  );
  const start = seed === 1 ? [] : [symbol(here, graph.output, 'adjoint')];
  const names = [
    ...(seed === 1 ? [] : [plain([nameOf(here, graph.output, 'adjoint')])]),
    ...shortened(
      partials.map((part) => part.text),
      SHOWN.partials,
    ),
  ];
  return formula(
    [
      ...joined([...start, ...symbols.map(orDots)], '\\cdot'),
      math('='),
      ...joined(numbers.map(orDots), '\\cdot'),
      math('='),
      result,
    ],
    `${names.join(' · ')} = ${productText(path, seed) ?? ''} ${briefValue(product)}`,
  );
}

const orDots = (piece: MathPiece | string): MathPiece =>
  typeof piece === 'string' ? math('\\cdots') : piece;

const joined = (pieces: readonly MathPiece[], sign: string): readonly MathPiece[] =>
  pieces.flatMap((piece, i) => (i === 0 ? [piece] : [math(sign), piece]));

interface Part {
  readonly math: MathPiece;
  readonly text: string;
}

function partialOf(here: Speech, { from, to }: PathStep): Part {
  return { math: partialSymbol(here, from, to), text: partialName(here, from, to) };
}

function mapOf(here: Speech, step: PathStep): Part {
  const { math: piece, text } = partialOf(here, step);
  return {
    math: { ...piece, latex: `\\left(${piece.latex}\\right)^{\\!\\top}` },
    text: `(${text})ᵀ`,
  };
}
