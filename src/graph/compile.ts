import type { Problem } from '../base/problem.ts';
import type { Shape } from '../base/value.ts';
import { parse, type Vocabulary } from '../language/parse.ts';
import type { Program } from '../language/syntax.ts';
import { canonicalName, findOp } from '../ops/index.ts';
import { buildGraph } from './build.ts';
import { check } from './check.ts';
import { findCycles } from './cycles.ts';
import type { Graph } from './graph.ts';
import { guessShapes } from './guess.ts';
import { type Scope, scopeOf } from './scope.ts';
import { checkSize } from './size.ts';

/** A program text, understood as far as it can be. */
export interface Compiled {
  readonly text: string;
  readonly program: Program;
  /** What is wrong, in the order of the text; empty exactly when there is a graph. */
  readonly problems: readonly Problem[];
  readonly graph: Graph | null;
}

const NONE: ReadonlyMap<string, Shape> = new Map();

const vocabulary: Vocabulary = { isFunction: (name) => findOp(name) !== undefined, canonical: canonicalName };

/**
 * Text → syntax → graph. Never throws for any text. Mistakes of form are told before mistakes of meaning, so that one
 * slip does not show as two.
 * @param shapes of the values that will be given to inputs; those the program says nothing about take them
 */
export function compile(text: string, shapes: ReadonlyMap<string, Shape> = NONE): Compiled {
  const { program, problems } = parse(text, vocabulary);
  if (problems.length > 0) return { text, program, problems, graph: null };
  const scope = scopeOf(program);
  const meaning = firstOf(
    () => scope.problems,
    () => check(scope),
    () => findCycles(scope),
    () => [checkSize(scope)].filter((p) => p !== null),
  );
  if (meaning.length > 0) return { text, program, problems: meaning, graph: null };
  const built = buildGraph(text, scope, shapes);
  if (built.graph !== null) return { text, program, ...built };
  return { text, program, graph: null, problems: withShapes(text, program, scope, shapes, built.problems) };
}

/** Where shapes do not fit because names have none, declarations with which the program does compile are offered. */
function withShapes(
  text: string,
  program: Program,
  scope: Scope,
  given: ReadonlyMap<string, Shape>,
  problems: readonly Problem[],
): readonly Problem[] {
  const [first, ...rest] = problems;
  const guess = first?.kind === 'shape' && text.length < SHORT ? guessShapes(program, scope, given) : null;
  if (first === undefined || guess === null) return problems;
  // Declared names are not guessed again, so this ends.
  if (compile(guess.insert + text, given).graph === null) return problems;
  const hint = 'A name without a value is a single number until it is given a shape.';
  return [{ ...first, hint, fix: { from: 0, to: 0, ...guess } }, ...rest];
}

/** Longer texts are not compiled twice. */
const SHORT = 10_000;

/** The problems of the first check that finds any; each check needs the ones before it to be content. */
function firstOf(...checks: (() => readonly Problem[])[]): readonly Problem[] {
  for (const run of checks) {
    const problems = run();
    if (problems.length > 0) return problems;
  }
  return [];
}
