import { VIEW_NAMES, type ViewName } from './view-names.ts';

/** A view of the program beside its graph; one is open at a time. */
export interface ViewRow {
  /** In the link, and of its file: `paths` is `panels/views/Paths.tsx`. */
  readonly name: ViewName;
  readonly title: string;
  /** What it answers, for whoever points at its tab. */
  readonly hint: string;
}

const titles: Readonly<Record<ViewName, Omit<ViewRow, 'name'>>> = {
  list: { title: 'List', hint: 'The Wengert list: every value and derivative as a table' },
  local: { title: 'Local', hint: 'One node: its local partials, its curve, its fork' },
  paths: { title: 'Paths', hint: 'All paths from an input to the output, and their sum' },
  blocks: { title: 'Blocks', hint: 'Functions and named groups, folded and open' },
  ways: { title: 'Four ways', hint: 'By hand, symbolic, numerical and automatic' },
  modes: { title: 'Which mode', hint: 'Forward and reverse side by side, and what they cost' },
  direction: { title: 'Direction', hint: 'Slopes along a direction, and the order of the steps' },
  jacobian: { title: 'Jacobian', hint: 'All outputs by all inputs, filled sweep by sweep' },
  bugs: { title: 'Bug lab', hint: 'Classic faults, and how the gradient check finds them' },
};

export const views: readonly ViewRow[] = VIEW_NAMES.map((name) => ({ name, ...titles[name] }));
