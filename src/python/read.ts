import { grouped } from '../base/count.ts';
import type { Problem } from '../base/problem.ts';
import { compile } from '../graph/compile.ts';
import { finished } from './draft.ts';
import type { PythonChoices, PythonReading } from './note.ts';
import { Reader } from './reader.ts';
import { readStatements } from './statements.ts';

export type { Note, PythonChoices, PythonReading } from './note.ts';

/** The most text that is read: lectures show less, and a file of code is not a formula. */
const LONGEST = 200_000;

/**
 * Reads lines of Python, NumPy, PyTorch or JAX as a program. What is not understood is named in a note and never
 * guessed; the program compiles, or the answer says at which characters it does not. Never throws.
 */
export function readPython(text: string, choices: PythonChoices = {}): PythonReading {
  const nothing = (message: string, hint?: string): Problem => ({
    kind: 'syntax',
    message,
    ...(hint === undefined ? {} : { hint }),
    from: 0,
    to: text.length,
  });
  if (text.length > LONGEST) {
    const message = `The text is longer than ${grouped(LONGEST)} characters.`;
    return { program: '', notes: [], problem: { ...nothing(message), kind: 'limit' }, offers: [] };
  }
  const statements = readStatements(text);
  const reader = new Reader(text, statements, choices);
  reader.read();
  const { draft, notes, output } = reader;
  // Derivatives alone are formulas like others.
  if (
    reader.hasDerivatives &&
    choices.derivatives !== true &&
    !draft.isComputed &&
    output === null &&
    !reader.hasLoops
  ) {
    const read = readPython(text, { ...choices, derivatives: true });
    if (read.problem === null)
      return { ...read, offers: read.offers.filter((offer) => offer !== 'derivatives') };
  }
  draft.dropUnread(output?.name ?? null, notes);
  draft.settleFunctions(notes);
  const offers: PythonReading['offers'][number][] = [
    ...(reader.hasLoops ? (['loops'] as const) : []),
    ...(reader.hasDerivatives ? (['derivatives'] as const) : []),
  ];
  const told = (problem: Problem | null, program = ''): PythonReading => ({
    program,
    notes: notes.list(),
    problem,
    offers,
  });
  const isEmpty = draft.lines.length === 0 && output === null;
  const formulaIsInLoop = !draft.isComputed && reader.hasLoops && choices.loops !== true && output === null;
  if (formulaIsInLoop) {
    return told(nothing('The formulas stand in a loop, which is left out.', 'Its body can be read once.'));
  }
  if (isEmpty)
    return told(nothing(text.trim() === '' ? 'Paste lines of Python.' : 'No formula was understood.'));
  if (output !== null) draft.endWith(output.name);
  const { program, problem } = finished(draft, notes);
  if (problem === null && reader.turned !== null) {
    const { graph } = compile(program);
    if (graph?.nodes.some(({ shape }) => shape.length > 2)) {
      const message =
        'Two axes are exchanged here, but an array has more, and only a whole transpose is known.';
      return told({ kind: 'shape', message, from: reader.turned.from, to: reader.turned.to });
    }
  }
  return told(problem, program);
}
