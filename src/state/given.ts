import { type InputValues, inputValues, shapesOf } from '../autodiff/inputs.ts';
import type { Picks } from '../autodiff/order.ts';
import { defaultSeeds } from '../autodiff/trace.ts';
import { SCALAR, type Shape, sameShape, shapeOf } from '../base/value.ts';
import type { Graph } from '../graph/graph.ts';
import { last } from './last.ts';
import type { Order } from './looks.ts';
import type { Seed, Values } from './state.ts';

// What the state holds by name, as the graph takes it.

/** Picks by name as a trace takes them, names the graph does not have left out; null for the usual order. */
export function picksFrom(graph: Graph, { ahead, back }: Order): Picks | null {
  if (ahead.length + back.length === 0) return null;
  const ids = new Map(graph.nodes.map(({ name, id }) => [name, id]));
  const find = (names: readonly string[]) =>
    names.flatMap((name) => ids.get(name) ?? graph.names.get(name) ?? []);
  const picks = { ahead: find(ahead), back: find(back) };
  return picks.ahead.length + picks.back.length === 0 ? null : picks;
}

/**
 * A seed as `seedsFrom` takes it. What is 1 along one input alone is called by its name: of an array that means the
 * first entry.
 */
export function seedGiven(seed: Seed): unknown {
  if (!(seed instanceof Map)) return seed;
  const moving = [...seed].filter(([, value]) => value !== 0);
  const [only] = moving;
  return moving.length === 1 && only?.[1] === 1 ? only[0] : seed;
}

/** Values by name in the order of the graph's inputs; names it does not have, or that do not fit, wait until they do. */
export function numbersFor(graph: Graph, given: Values, otherwise?: number): InputValues {
  const inputs = new Map(graph.inputs.map((id) => [graph.nodes[id]?.name, graph.nodes[id]?.shape ?? SCALAR]));
  const fitting = [...given].filter(([name, value]) => {
    const shape = inputs.get(name);
    return shape !== undefined && sameShape(shape, shapeOf(value));
  });
  const values = inputValues(graph, new Map(fitting), otherwise);
  return values.ok
    ? values.value
    : new Float64Array(defaultSeeds(graph).direction.length).fill(otherwise ?? 1);
}

/** The shapes of given arrays; the same object as long as they are the same, so that dragging compiles nothing. */
export function lastShapes(): (inputs: Values) => ReadonlyMap<string, Shape> {
  let known: ReadonlyMap<string, Shape> = new Map();
  return last((inputs: Values) => {
    const shapes = new Map([...shapesOf(inputs)].filter(([, shape]) => shape.length > 0));
    const same =
      shapes.size === known.size &&
      [...shapes].every(([name, shape]) => sameShape(shape, known.get(name) ?? SCALAR));
    if (!same) known = shapes;
    return known;
  });
}
