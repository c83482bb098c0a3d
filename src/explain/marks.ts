import type { GraphNode } from '../graph/graph.ts';
import { shown } from '../language/characters.ts';
import { displayName } from '../language/names.ts';
import type { Quantity } from './explanation.ts';

/**
 * How derivatives are written. `bar`: x̄₁ and ẋ₁; `leibniz`: ∂f/∂x₁ and dx₁/dt, where t runs along the seed's
 * direction; `d`: dx1, as course code names it; `grad`: x1.grad beside the node's data.
 */
export type Style = 'bar' | 'leibniz' | 'd' | 'grad';

type Mark = Readonly<Record<'one' | 'each', string>>;

const MARKS: Readonly<Record<'tangent' | 'adjoint', Mark>> = {
  tangent: { one: '\u0307', each: '\u0307' },
  adjoint: { one: '\u0304', each: '\u0305' },
};

/** A name with a mark over its letters, not over its subscript; a longer name is marked over all of them. */
function marked(name: string, { one, each }: Mark): string {
  const [, base = '', rest = ''] = /^([^₀-₉_]*)(.*)$/su.exec(name) ?? [];
  const letters = [...base];
  const mark = letters.length === 1 ? one : each;
  return letters.map((letter) => letter + mark).join('') + rest;
}

/**
 * A quantity of a node in plain characters: `x₁`, and for derivatives `x̄₁`, `∂f/∂x₁`, `dx1` or `x1.grad`.
 * @param output the node whose derivative an adjoint is
 */
export function quantityName(
  name: string,
  quantity: Quantity | null,
  style: Style,
  output: GraphNode | undefined,
): string {
  const display = displayName(name);
  if (quantity !== 'tangent' && quantity !== 'adjoint') return display;
  const back = quantity === 'adjoint';
  switch (style) {
    case 'bar':
      return marked(display, MARKS[quantity]);
    case 'leibniz':
      return back ? `∂${displayName(output?.name ?? '')}/∂${display}` : `d${display}/dt`;
    case 'd':
      return back ? `d${shown(name)}` : `${shown(name)}_dot`;
    case 'grad':
      return back ? `${shown(name)}.grad` : `${shown(name)}.tangent`;
  }
}

/** The word for a quantity in a sentence or a label: micrograd has `data` and `grad` where a board has other words. */
export function quantityWord(quantity: Quantity, style: Style): string {
  if (style !== 'grad') return quantity;
  return quantity === 'value' ? 'data' : quantity === 'adjoint' ? 'grad' : 'tangent';
}

/** What stands over a column of a quantity, whose rows are nodes: `adjoint`, `∂f/∂(node)`, `d(node)`, `grad`. */
export function quantityHeading(quantity: Quantity, style: Style, output: GraphNode | undefined): string {
  if (quantity === 'value' || style === 'bar' || style === 'grad') return quantityWord(quantity, style);
  const back = quantity === 'adjoint';
  if (style === 'leibniz') return back ? `∂${displayName(output?.name ?? '')}/∂(node)` : 'd(node)/dt';
  return back ? 'd(node)' : '(node)_dot';
}
