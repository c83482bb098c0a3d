/** A view of the program beside its graph; one is open at a time. */
export interface ViewRow {
  /** In the link, and of its file: `paths` is `panels/views/Paths.tsx`. */
  readonly name: string;
  readonly title: string;
  /** What it answers, for whoever points at its tab. */
  readonly hint: string;
}

/** All views in the order of their tabs; the keys 1 to 9 open them. */
export const views: readonly ViewRow[] = [
  { name: 'list', title: 'List', hint: 'The Wengert list: every value and derivative as a table' },
  { name: 'local', title: 'Local', hint: 'One node: its local partials, its curve, its fork' },
  { name: 'paths', title: 'Paths', hint: 'All paths from an input to the output, and their sum' },
  { name: 'blocks', title: 'Blocks', hint: 'Functions and named groups, folded and open' },
  { name: 'ways', title: 'Four ways', hint: 'By hand, symbolic, numerical and automatic' },
  { name: 'modes', title: 'Which mode', hint: 'Forward and reverse side by side, and what they cost' },
  { name: 'direction', title: 'Direction', hint: 'Slopes along a direction, and the order of the steps' },
  { name: 'jacobian', title: 'Jacobian', hint: 'All outputs by all inputs, filled sweep by sweep' },
  { name: 'bugs', title: 'Bug lab', hint: 'Classic faults, and how the gradient check finds them' },
];
