import { briefValue } from '../base/print-value.ts';
import { shapeOf, sizeOf } from '../base/value.ts';
import { evaluate, graphOf } from '../index.ts';
import { displayName } from '../language/names.ts';
import type { Sheet } from './answers.ts';

/** One thing that differs between two programs with their numbers. */
export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** More than these are a table, and no line. */
const MOST = 3;

/**
 * What differs between a lesson's own numbers and those on screen: inputs that both have, and what comes out.
 * @param isTold whether what comes out may be known
 */
export function versus(own: Sheet, here: Sheet, isTold: boolean): readonly Difference[] {
  const found: Difference[] = [];
  for (const [name, value] of here.inputs) {
    const before = own.inputs.get(name);
    if (before === undefined || found.length === MOST) continue;
    const texts = [briefValue(before), briefValue(value)] as const;
    if (texts[0] !== texts[1]) found.push({ name: displayName(name), before: texts[0], after: texts[1] });
  }
  const [before, after] = isTold ? [outcomeOf(own), outcomeOf(here)] : [null, null];
  if (before !== null && after !== null) {
    const name = before.name === after.name ? before.name : 'result';
    found.push({ name, before: before.text, after: after.text });
  }
  return found;
}

/** What a program gives, if that can be written in a few words. */
function outcomeOf({ program, inputs }: Sheet): { readonly name: string; readonly text: string } | null {
  const graph = graphOf(program, inputs);
  const run = evaluate(program, inputs);
  if (!graph.ok || !run.ok || sizeOf(shapeOf(run.value.value)) > 4) return null;
  const { nodes, output } = graph.value;
  return { name: displayName(nodes[output]?.name ?? ''), text: briefValue(run.value.value) };
}
