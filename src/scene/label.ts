import type { Box } from './scene.ts';
import type { Stand, Wire } from './stand.ts';

/** `∂v₁/∂x₁ = 5` in one line or two, or one of its halves where there is less room. */
export type LabelForm = 'line' | 'stack' | 'number' | 'symbol';

export interface LabelPlace {
  readonly form: LabelForm;
  readonly box: Box;
}

/** What is to be written at a wire; `second` is how wide the number or the word after the symbol may be. */
export interface LabelText {
  readonly symbol: string;
  /** Room for a number that is still to come, or the word `diag`; null where there is the symbol alone. */
  readonly second: 'number' | 'diag' | null;
}

/** What stands at a wire, and where. */
export interface Label {
  readonly text: LabelText;
  readonly place: LabelPlace;
}

/** What labels find their places among. */
export interface Grounds {
  readonly width: number;
  readonly height: number;
  readonly wires: readonly Wire[];
  readonly stands: readonly Stand[];
  readonly hullNames: readonly Box[];
  readonly captions: readonly Box[];
}
