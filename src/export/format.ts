import type { InputValues } from '../autodiff/inputs.ts';
import type { Trace } from '../autodiff/trace.ts';
import type { Result } from '../base/problem.ts';
import type { Style } from '../explain/marks.ts';
import type { Graph } from '../graph/graph.ts';
import type { Notation } from '../scene/stage.ts';

/** What there is to write: a program, a run of it, and the step that is shown. */
export interface Subject {
  /** The text of the program. */
  readonly program: string;
  /** The run, of the graph that is shown; blocks may be folded in it. */
  readonly run: Trace;
  /** Steps taken; null for all of them with nothing in focus. */
  readonly step: number | null;
  /** The graph of the whole program, nothing folded, and the numbers of its inputs, entry by entry. */
  readonly whole: Graph;
  readonly values: InputValues;
  readonly notation: Notation;
  /** How derivatives are written. */
  readonly derivatives: Style;
}

/** A way to write a run down as text. Each is one file in `formats/`, found by its name, and its default export. */
export interface Format {
  /** On the command line, in links and menus: `numpy`. */
  readonly id: string;
  readonly title: string;
  /** Of the file, without a dot: `py`. */
  readonly extension: string;
  readonly mime: string;
  readonly group: 'picture' | 'mathematics' | 'graph' | 'code';
  /** What it is good for, in one sentence. */
  readonly about: string;
  /** The file, or why this run cannot be written so. */
  write(subject: Subject): Result<string>;
}
