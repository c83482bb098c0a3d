import type { LocalPartial } from '../autodiff/partials.ts';
import { memo } from '../base/memo.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { Body } from './boxes.ts';
import { hallNumber, hallOf } from './hall.ts';
import type { Grounds, Label, LabelPlace, LabelText } from './label.ts';
import { labelPlaces } from './labels.ts';
import { legendBoxes, legendOf } from './legend.ts';
import { notesOf } from './notes.ts';
import { labelGroup, partialText, sayPartials } from './partial-labels.ts';
import type { Group, State } from './scene.ts';
import { variableOf } from './variables.ts';

/**
 * All that is written into a picture but for its names and numbers: a part of its own, since the first picture comes
 * without. Nothing that was there moves when it arrives.
 */
export interface Lettering {
  /** A node as a variable. */
  bodyOf(graph: Graph, id: NodeId): Body;
  /** For each wire the symbol of its local partial, where there is one and room for it. */
  partialsAt(graph: Graph, grounds: Grounds): readonly (Label | null)[];
  /** Where a word can stand at each wire in a picture of operations: computed when the first is to be said. */
  wordsAt(grounds: Grounds): readonly (Label | null)[];
  groupOf(
    key: string,
    label: Label,
    partial: LocalPartial | null,
    state: State,
    word: string | null,
    hall: boolean,
  ): Group;
  /** What a screen reader says of a node's partials. */
  say(graph: Graph, id: NodeId, partials: readonly (LocalPartial | null)[]): string;
  /** What stands there for one step only. */
  readonly notesOf: typeof notesOf;
  /** What needs saying of a picture that does not speak for itself, and where it is said. */
  readonly legendOf: typeof legendOf;
  readonly legendBoxes: typeof legendBoxes;
  /** What a lecture hall needs. */
  readonly hallOf: typeof hallOf;
  readonly hallNumber: typeof hallNumber;
}

function placed(grounds: Grounds, texts: readonly (LabelText | null)[]): readonly (Label | null)[] {
  const places = labelPlaces(grounds, texts);
  return texts.map((text, e) => {
    const place: LabelPlace | null = places[e] ?? null;
    return text === null || place === null ? null : { text, place };
  });
}

export const lettering: Lettering = {
  bodyOf: variableOf,
  partialsAt: (graph, grounds) =>
    placed(
      grounds,
      grounds.wires.map(({ edge }) => partialText(graph, edge)),
    ),
  wordsAt: memo((grounds: Grounds) =>
    placed(
      grounds,
      grounds.wires.map(() => ({ symbol: 'vanishing', second: null })),
    ),
  ),
  groupOf: labelGroup,
  say: sayPartials,
  notesOf,
  legendOf,
  legendBoxes,
  hallOf,
  hallNumber,
};
