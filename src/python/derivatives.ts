import { type Assignment, assignmentOf, namesIn, type PyStatement } from './statements.ts';
import type { PyToken } from './tokens.ts';

interface Step {
  readonly index: number;
  readonly assignment: Assignment;
  readonly targets: readonly string[];
  readonly reads: ReadonlySet<string>;
  /** Whether it changes what a name already stands for. */
  readonly updates: boolean;
  /** Whether it is called what a derivative of an earlier name is called: surely, or maybe. */
  readonly called: 'grad' | 'd' | null;
}

/**
 * The statements of a backward pass that is written by hand, and of the updates that follow from it: `grad_w = …`,
 * `dW1 = …`, `w -= lr * grad_w`. Names alone do not tell (`dx = x - y` may be a distance), so a `d` counts only where
 * all that follows from it is a derivative or an update, too.
 */
export function handWritten(statements: readonly PyStatement[]): ReadonlySet<number> {
  const steps = stepsOf(statements);
  for (const strict of [false, true]) {
    const found = follow(steps, strict);
    if (found !== null) return found;
  }
  return new Set();
}

function stepsOf(statements: readonly PyStatement[]): readonly Step[] {
  const steps: Step[] = [];
  const known = new Set<string>();
  for (const [index, statement] of statements.entries()) {
    const assignment = assignmentOf(statement);
    if (assignment === null) {
      // A parameter is known in the function's body.
      for (const name of readsOf(statement.tokens)) known.add(name);
      continue;
    }
    const targets = assignment.targets.flatMap(namesIn);
    const reads = readsOf(assignment.value);
    const [first = ''] = targets;
    const changes = assignment.operator !== null || assignment.targets.some((target) => target.length > 1);
    const updates = targets.length === 1 && (changes || reads.has(first)) && known.has(first);
    steps.push({ index, assignment, targets, reads, updates, called: calledLike(first, known) });
    for (const name of [...reads, ...targets]) known.add(name);
  }
  return steps;
}

/** The names that some tokens read: not those after a point, nor keywords of a call. */
function readsOf(tokens: readonly PyToken[]): ReadonlySet<string> {
  const reads = new Set<string>();
  let depth = 0;
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind === 'sign' && '([{'.includes(text)) depth += 1;
    else if (kind === 'sign' && ')]}'.includes(text)) depth -= 1;
    else if (kind === 'name' && tokens[i - 1]?.text !== '.' && !(depth > 0 && tokens[i + 1]?.text === '='))
      reads.add(text);
  }
  return reads;
}

function calledLike(name: string, known: ReadonlySet<string>): Step['called'] {
  const sure = /^grads?_(.+)$/u.exec(name)?.[1] ?? /^(.+)_grad$/u.exec(name)?.[1];
  if (sure !== undefined && known.has(sure)) return 'grad';
  // dfdx, dL_dw: by what, too.
  for (const { index } of name.matchAll(/d/gu)) {
    const [of, by] = [name.slice(1, index).replace(/_$/u, ''), name.slice(index + 1).replace(/^_/u, '')];
    if (name.startsWith('d') && index > 1 && known.has(by) && (known.has(of) || of === 'L')) return 'grad';
  }
  const maybe = /^d_?(.+)$/u.exec(name)?.[1];
  return maybe !== undefined && known.has(maybe) ? 'd' : null;
}

const LIKE_A_DERIVATIVE = /^(?:d|grad|delta)|_grad$/iu;

/** What follows from the derivatives that are called so; null where something else does. */
function follow(steps: readonly Step[], strict: boolean): ReadonlySet<number> | null {
  const found = new Set<number>();
  const names = new Set<string>();
  for (const { index, targets, reads, updates, called } of steps) {
    const isSeed = called === 'grad' || (called === 'd' && !strict);
    const follows =
      [...reads].some((name) => names.has(name)) || (updates && targets.some((name) => names.has(name)));
    if (!isSeed && !follows) continue;
    const isDerivative = targets.every((name) => LIKE_A_DERIVATIVE.test(name));
    if (!isSeed && !isDerivative && !updates) return null;
    found.add(index);
    if (isDerivative) for (const name of targets) names.add(name);
  }
  return found;
}
