/** A formula worth meeting, with numbers chosen to be small, distinct and easy to follow. */
export interface Preset {
  readonly id: string;
  /** What it teaches, in a few words. */
  readonly title: string;
  /** The formula in one short line, as it would stand on a board. */
  readonly formula: string;
  readonly program: string;
  readonly inputs: Readonly<Record<string, number>>;
}

/** What is on screen when the page opens for the first time; by itself, since the other presets arrive later. */
export const firstPreset: Preset = {
  id: 'fork',
  title: 'One input, two paths',
  formula: 'x₁·x₂ + sin x₁',
  program: 'f(x1, x2) = x1*x2 + sin(x1)',
  inputs: { x1: 2, x2: 5 },
};
