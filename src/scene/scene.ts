import type { Span } from '../base/problem.ts';
import type { Quantity } from '../explain/explanation.ts';
import type { NodeId } from '../graph/graph.ts';

/**
 * The picture as data: groups of marks with keys, in drawing order. `view` joins them into the page and
 * `export/svg` prints them; both are short loops over the same list. A group that did not change since the last
 * scene is the same object, so that a step touches only what it changed.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** What the picture shows, in one sentence. */
  readonly label: string;
  readonly groups: readonly Group[];
  /** Quantities on their way in this step, to be moved by `view` when motion is wanted. */
  readonly travels: readonly Travel[];
  /** The part of the picture the step is about, to be kept in view when zoomed in. */
  readonly focusBox: Box | null;
  /** Set on a picture for a lecture hall: all of it without its margins, and what is to be kept in view, from what the
   * step writes to all that it reads, as far as there is room. */
  readonly hall: { readonly content: Box; readonly nested: readonly Box[] } | null;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Group {
  readonly key: string;
  readonly layer: 'wires' | 'nodes' | 'notes';
  /** Set on the groups that are a node: they are found by `data-node`, reached by keyboard and say what they hold. */
  readonly node: {
    readonly id: NodeId;
    readonly name: string;
    readonly label: string;
    readonly span: Span;
  } | null;
  /** Set on the groups that are a wire or stand at one: `data-edge="x1>v1:0"`. */
  readonly edge: string | null;
  readonly state: State;
  readonly marks: readonly Mark[];
}

/** How much attention a group asks for: `now` is the step's focus, `read` what it reads, `rest` recedes. */
export type State = 'now' | 'read' | 'rest' | 'calm';

/** What a mark is, which decides its paint; never its place. */
export type Role =
  /** Strokes: the wire after the stub, the stub itself, and the thick line along which a quantity flows in this step. */
  | 'wire'
  | 'stub'
  | 'flow'
  /** Along a wire: lit as part of a path; how much gradient came along it, by its width; almost none; far too much. */
  | 'lit'
  | 'strength'
  | 'faded'
  | 'core'
  /** Filled tips: of a wire, and of a flow. */
  | 'arrow'
  | 'tip'
  /** Rectangles: a node's outline, its glow when it has the focus, its ring when it is pointed at, a function's hull. */
  | 'body'
  | 'halo'
  | 'ring'
  /** On a lit path; could be computed next. */
  | 'track'
  | 'ready'
  /** The ground of a label on its wire, and what it says: `∂v₁/∂x₁ = 5`. */
  | 'plate'
  | 'partial'
  | 'hull'
  /** The ground of a kept value that the step reads. */
  | 'stored'
  /** Text in and by a node: operation, name, a name the user did not give, the number of a constant. */
  | 'symbol'
  | 'name'
  | 'alias'
  /** What made a variable, over its body. */
  | 'operation'
  | 'constant'
  | 'value'
  | 'tangent'
  | 'adjoint'
  | 'absent'
  /** A card (rectangle) and its numbers (text); `caption` is small print. */
  | 'note'
  | 'caption';

export type Mark =
  | {
      readonly kind: 'path';
      readonly role: Role;
      /** Whose colour it takes; null is the neutral colour of its role. */
      readonly quantity: Quantity | null;
      readonly d: string;
      /** How thick, where that says something; else its role decides. */
      readonly width?: number;
    }
  | {
      readonly kind: 'rect';
      readonly role: Role;
      readonly quantity: Quantity | null;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
    }
  | {
      readonly kind: 'text';
      readonly role: Role;
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly size: number;
      readonly spans: readonly TextSpan[];
    }
  | CellsMark;

/** An array as a small heat map: a few paths in drawing order, relative to (x, y). */
export interface CellsMark extends Box {
  readonly kind: 'cells';
  readonly role: 'cells';
  /** Whose colour its tints take; null where there is nothing yet. */
  readonly quantity: Quantity | null;
  readonly layers: readonly CellLayer[];
}

export interface CellLayer {
  readonly ink: CellInk;
  readonly d: string;
}

/** What a path of a heat map is, which decides its paint. */
export type CellInk =
  /** The outlines of all cells, dotted where there is nothing yet, and the dots where there are more cells. */
  | 'ground'
  | 'absent'
  | 'more'
  /** Cells of one strength. */
  | 'tint1'
  | 'tint2'
  | 'tint3'
  | 'tint4'
  | 'tint5'
  /** Signs in cells with a weak tint, and in cells with a strong one. */
  | 'weak'
  | 'strong';

export interface TextSpan {
  readonly text: string;
  readonly quantity: Quantity | null;
  readonly italic: boolean;
}

/** A number that moves along a wire: `path` is where, from its start to its end. */
export interface Travel {
  readonly key: string;
  readonly path: string;
  readonly text: string;
  readonly quantity: Quantity;
  /** An array moves as its cells. */
  readonly cells: CellsMark | null;
}
