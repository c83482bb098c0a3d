import type { Frame } from '../autodiff/frame.ts';
import { readinessAt } from '../autodiff/ready.ts';
import type { Slip, SlipKind } from '../autodiff/slips.ts';
import { computes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import type { Value } from '../base/value.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Style } from '../explain/notation.ts';
import { displayName } from '../language/names.ts';
import { type Known, knownIn } from './known.ts';
import { whyNot } from './order.ts';
import { questionAt, type StepQuestion } from './question.ts';

/**
 * A question as it is put, wherever it comes from: a step that is asked for, a lesson, an exercise. `key` tells one
 * question from the next; an asking begins anew where it is another.
 */
export type Posed = PosedNumber | PosedChoice | PosedNode;

interface Put {
  readonly key: string;
  /** What stands before the field, or over the choices. */
  readonly prompt: string;
  /** One after another, none of which gives the result. */
  readonly hints: readonly string[];
  /** The node it is about, by name, for the record. */
  readonly node?: string | null;
}

export interface PosedNumber extends Put {
  readonly kind: 'number';
  readonly expected: Value;
  readonly quantity: StepQuestion['quantity'];
  /** What comes out with a slip, the likeliest first. */
  readonly slips: readonly Slip[];
  /** How far an answer may be off; null for three digits of those that are shown. */
  readonly tolerance: number | null;
  /** What names in a formula stand for. */
  readonly known: Known;
  /** What the result is called where it is told, `x̄₁`; it is told without a name where this is left out. */
  readonly name?: string;
}

export interface PosedChoice extends Put {
  readonly kind: 'choice';
  readonly options: readonly string[];
  /** Which of them is right. */
  readonly answer: number;
  readonly quantity?: StepQuestion['quantity'];
  /** By option the slip it is made with. */
  readonly slips?: readonly (SlipKind | null)[];
  /** What the result is called where it is told. */
  readonly name?: string;
  /** The value that the right option stands for, for the record. */
  readonly expected?: Value;
}

/** Which node comes next: clicked in the graph, or chosen by its name. */
export interface PosedNode extends Put {
  readonly kind: 'node';
  /** Names that can be chosen from a list, in the order of the graph. */
  readonly candidates: readonly string[];
  readonly right: ReadonlySet<string>;
  /** Why another does not come next. */
  readonly why: (name: string) => string;
}

/**
 * The question of the step that is asked for; null where none is.
 * @param told what the step says of itself while it is asked for, for hints
 */
export function posedStep(
  run: Trace,
  frame: Frame,
  style: Style,
  told: Explanation | null = null,
): PosedNumber | null {
  const question = questionAt(run, frame, style);
  if (question === null) return null;
  const { name, asks, node, quantity, expected, slips } = question;
  return {
    kind: 'number',
    key: `${frame.k}:${quantity}:${node}`,
    prompt: `${asks} =`,
    name,
    node: run.graph.nodes[node]?.name ?? null,
    expected,
    quantity,
    slips,
    tolerance: null,
    known: knownIn(run.graph, frame, run.mode),
    hints: told === null ? [] : hintsOf(told),
  };
}

/** First the rule in symbols, then the numbers it is about, with `?` for the result. */
export function hintsOf({ rule, symbols, numbers, result }: Explanation): readonly string[] {
  const named = [rule === '' ? '' : `${sentence(rule)}:`, symbols.text];
  const lines = [named, [numbers.text, result.text]].map((parts) =>
    parts.filter((part) => part !== '').join(' '),
  );
  return lines.filter((line, i) => line !== '' && lines.indexOf(line) === i && /[\p{L}\d]/u.test(line));
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Which node comes next after `k` steps: every one that may is right. Null where the next step computes nothing, or
 * goes on with a node that has begun, so that there is nothing to choose.
 */
export function posedNext(run: Trace, k: number, style: Style): PosedNode | null {
  const next = run.steps[k];
  if (next === undefined || !computes(next)) {
    // In micro steps a node begins with what is only read.
    if (next?.kind !== 'propagate' || next.part !== 'upstream') return null;
  }
  const { graph } = run;
  const { phase, ready, begun, waiting } = readinessAt(run, k);
  if (begun !== null) return null;
  const here = { graph, style };
  const nameOf = (id: number): string => graph.nodes[id]?.name ?? '';
  const isSeed = next?.kind === 'seed';
  const right = new Set(isSeed ? [nameOf(graph.output)] : ready.map(nameOf));
  if (right.size === 0) return null;
  const waits = new Map(waiting.map((each) => [nameOf(each.node), each]));
  const isBack = next?.phase === 'backward';
  return {
    kind: 'node',
    key: `${k}:next`,
    prompt: isSeed
      ? 'Where does the way back begin?'
      : isBack
        ? 'Which node passes its adjoint back next?'
        : 'Which node is computed next?',
    node: null,
    candidates: graph.nodes.filter(({ kind }) => kind === 'op').map(({ name }) => name),
    right,
    why(name) {
      const display = displayName(name);
      const node = graph.nodes.find((each) => each.name === name);
      if (node === undefined) return 'No node of this graph has that name.';
      if (isSeed) return `The way back begins at the output; ${display} is not it.`;
      const waiting = waits.get(name);
      if (waiting !== undefined) return whyNot(here, phase, waiting);
      if (node.kind !== 'op')
        return isBack
          ? `Nothing stands before ${display}: what it receives is not passed on.`
          : `${display} is given; nothing is left to compute.`;
      return isBack
        ? `${display} has nothing to pass on now: it has done so, or no input stands before it.`
        : `${display} has its value already.`;
    },
    hints: [
      isSeed
        ? 'It begins where the result is.'
        : isBack
          ? 'A node passes its adjoint on once all of it has arrived.'
          : 'A node can be computed once all its operands are there.',
    ],
  };
}
