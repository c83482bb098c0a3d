import type { Label } from './label.ts';
import type { Box, Group } from './scene.ts';
import type { Stand, Wire } from './stand.ts';

/** What a node is drawn as: the operation, or the variable it makes. */
export type Notation = 'operations' | 'variables';

/** All of a picture that no step changes. Margins hold the step's cards, so that nothing moves when one appears. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly stands: readonly Stand[];
  readonly wires: readonly Wire[];
  /** Index of each node's first wire in; its slots follow. */
  readonly firstWire: Int32Array;
  readonly hulls: readonly Group[];
  readonly hullNames: readonly Box[];
  /** The shapes beside wires. */
  readonly captions: readonly Box[];
  /** Among variables the local partial of each wire, where there is one and room for it. */
  readonly labels: readonly (Label | null)[];
  /** Of each wire, which of its operand's contributions comes along it; −1 where none does. */
  readonly arrival: Int32Array;
}
