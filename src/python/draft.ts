import type { Problem, Span } from '../base/problem.ts';
import { type Compiled, compile } from '../graph/compile.ts';
import { literalValue } from '../language/literal.ts';
import { printProgram } from '../language/print.ts';
import type { CallExpr, Expr, FunctionStatement, Statement } from '../language/syntax.ts';
import { postOrder } from '../language/walk.ts';
import { findOp } from '../ops/index.ts';
import { type Drawn, numberExpr } from './meaning.ts';
import type { Notes } from './note.ts';

/** A line of the program on its way; the spans in it are those of the Python text. */
export interface Line {
  readonly statement: Statement;
  /** The name it binds; empty for the output. */
  readonly name: string;
  /** Its number, where that follows from numbers that are written out, or that it only holds numbers. */
  readonly isPlain: boolean;
  /** Where it came from. */
  readonly source: Span;
}

/** The calls of a function of the text's own; its name is settled last. */
interface Own {
  readonly name: string;
  readonly statement: Statement;
  readonly calls: CallExpr[];
}

/** The program as far as it is read: names, lines, and at last the text. */
export class Draft {
  lines: Line[] = [];
  readonly own: Own[] = [];
  /** Names of numbers that stand in shapes. */
  readonly sizes = new Set<string>();
  /** Names that nothing gives a value. */
  readonly inputs: string[] = [];
  /** Names given to values that the text gives none. */
  readonly nameless = new Set<string>();
  private readonly taken: Set<string>;
  private readonly used = new Set<string>();

  /** Names that stand outside of functions. */
  private readonly outside: ReadonlySet<string>;

  /** @param words all names of the Python text, which no new name may be */
  constructor(words: Iterable<string>, outside: ReadonlySet<string>) {
    this.taken = new Set(words);
    this.outside = outside;
  }

  /**
   * The name itself where it is free, else with a number behind it.
   * @param isLocal of a function: what stands outside keeps its name
   */
  claim(name: string, isLocal = false): string {
    let free = isLocal && this.outside.has(name) ? `${name}_1` : name;
    for (let i = 2; this.used.has(free) || (free !== name && this.taken.has(free)); i++)
      free = `${name}_${i}`;
    this.used.add(free);
    return free;
  }

  add(line: Line): void {
    this.lines.push(line);
  }

  get isComputed(): boolean {
    return this.lines.some(({ statement }) => isComputed(statement));
  }

  /** Leaves out plain numbers that nothing reads: most have gone into shapes, or steer a loop. */
  dropUnread(output: string | null, notes: Notes): void {
    if (!this.isComputed && output === null) return;
    const last = this.lines.findLast(({ statement }) => isComputed(statement));
    const read = new Set(output === null ? [] : [output]);
    const kept: Line[] = [];
    // What reads a name stands after it, so one pass from the end sees all readers first.
    for (const line of this.lines.toReversed()) {
      const { statement, name, isPlain, source } = line;
      const isSteering = isPlain && (this.sizes.has(name) || !isComputed(statement));
      if (isSteering && !read.has(name) && line !== last) {
        const why = this.sizes.has(name)
          ? 'Numbers that stand in shapes or scales are written into them.'
          : 'Numbers that no formula uses are left out.';
        notes.say('left out', source, why);
        continue;
      }
      for (const expr of expressionsOf(statement)) if (expr.kind === 'name') read.add(expr.name);
      kept.push(line);
    }
    this.lines = kept.reverse();
  }

  /** A function of the text must not be called what an operation is called that the program also uses. */
  settleFunctions(notes: Notes): void {
    const operations = new Set<string>();
    const owned = new Set<Expr>(this.own.flatMap(({ calls }) => calls));
    for (const { statement } of this.lines) {
      for (const expr of expressionsOf(statement)) {
        if (expr.kind === 'call' && !owned.has(expr)) operations.add(expr.callee);
      }
    }
    for (const { name, statement, calls } of this.own) {
      if (statement.kind !== 'function' || !operations.has(findOp(name)?.name ?? name)) continue;
      if (isSame(statement)) {
        this.lines = this.lines.filter((line) => line.statement !== statement);
        continue;
      }
      const free = this.claim(name);
      notes.say(
        'changed',
        statement,
        `${name} is called ${free} here, since ${name} is an operation that is used, too.`,
      );
      // These trees were made here, and nobody else has seen them yet.
      for (const call of calls) (call as { callee: string }).callee = free;
      (statement.target as { name: string }).name = free;
    }
  }

  /** Says what the program is for, where that is not its last line anyway. */
  endWith(output: string): void {
    const last = this.lines.at(-1);
    if (last?.name === output && last.statement.kind === 'bind') {
      const { value, from, to } = last.statement;
      if (!this.nameless.has(output)) return;
      this.lines.pop();
      this.add({ ...last, name: '', statement: { kind: 'output', value, returned: false, from, to } });
      return;
    }
    const at = { from: last?.source.from ?? 0, to: last?.source.to ?? 0 };
    const value = { kind: 'name', name: output, ...at } as const;
    const statement = { kind: 'output', value, returned: false, ...at } as const;
    this.add({ statement, name: '', isPlain: false, source: at });
  }

  print(): string {
    return printProgram({ statements: this.lines.map(({ statement }) => statement) });
  }
}

/** `relu(x) = relu(x)`: the text writes out what is an operation here. */
const isSame = ({ target, params, body }: FunctionStatement): boolean =>
  body.kind === 'call' &&
  body.callee === target.name &&
  body.args.length === params.length &&
  body.args.every(({ value }, i) => value.kind === 'name' && value.name === params[i]?.name);

const isComputed = (statement: Statement): boolean =>
  statement.kind === 'output' || (statement.kind === 'bind' && literalValue(statement.value) === null);

function expressionsOf(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case 'bind':
    case 'output':
      return postOrder(statement.value);
    case 'function':
      return postOrder(statement.body);
    case 'declare':
      return [];
  }
}

/** A statement for numbers that are drawn, or all alike. */
export function declared(
  name: string,
  shape: readonly number[],
  by: Drawn['by'],
  start: number,
  scale: number,
  span: Span,
): Statement {
  const { from, to } = span;
  const target = { name, from, to };
  const number = (value: number) => numberExpr(round(value), span);
  const chance = (called: string, ...args: number[]) => ({
    kind: 'declare' as const,
    target,
    shape,
    value: null,
    distribution: { name: called, args: args.map(number), span: { from, to } },
    from,
    to,
  });
  if (by === 'normal') return chance('normal', start, scale);
  if (by === 'uniform') return chance('uniform', start, start + scale);
  if (by === 'many') return { kind: 'declare', target, shape, value: null, distribution: null, from, to };
  if (start === 0) return chance('zeros');
  if (start === 1) return chance('ones');
  return { kind: 'declare', target, shape, value: number(start), distribution: null, from, to };
}

/** 0.1 + 0.2 is printed as 0.3; of draws nobody asks for the last digit. */
const round = (value: number): number => Number(value.toPrecision(15));

/** A compiled program's problem, at the Python text that it came from. */
export function located(compiled: Compiled, problem: Problem, lines: readonly Line[]): Problem {
  const { statements } = compiled.program;
  const place = statements.findIndex(({ from, to }) => from <= problem.from && problem.to <= to);
  const line = lines[place];
  const statement = statements[place];
  const { kind, message, hint } = problem;
  const told = { kind, message, ...(hint === undefined ? {} : { hint }) };
  if (line === undefined || statement === undefined) {
    const [first, last] = [lines[0], lines.at(-1)];
    return { ...told, from: first?.source.from ?? 0, to: last?.source.to ?? 0 };
  }
  const printed = expressionsOf(statement);
  const own = expressionsOf(line.statement);
  // What was printed has the tree it was printed from.
  const at = printed.findIndex(({ from, to }) => from === problem.from && to === problem.to);
  const expr = own.length === printed.length ? own[at] : undefined;
  return { ...told, from: expr?.from ?? line.source.from, to: expr?.to ?? line.source.to };
}

/**
 * The program's text, with shapes for inputs that the Python text says nothing about where it needs them, or what is
 * wrong with it.
 */
export function finished(
  draft: Draft,
  notes: Notes,
): { readonly program: string; readonly problem: Problem | null } {
  const text = draft.print();
  const first = compile(text);
  if (first.graph !== null) return { program: text, problem: null };
  const [problem] = first.problems as readonly [Problem];
  const { fix } = problem;
  if (fix !== undefined && problem.kind === 'shape' && fix.from === 0 && fix.to === 0) {
    const given = fix.insert + text;
    if (compile(given).graph !== null) {
      const names = [...fix.insert.matchAll(/^(\S+) in/gmu)].map(([, name]) => name);
      const [start] = draft.lines;
      const message = `The text does not say what shape ${names.join(', ')} ${names.length === 1 ? 'has' : 'have'}; small ones are chosen, with random numbers. Change them as you like.`;
      notes.say('chosen', { from: start?.source.from ?? 0, to: start?.source.from ?? 0 }, message);
      return { program: given, problem: null };
    }
  }
  const told = located(first, problem, draft.lines);
  const [free] = draft.inputs;
  if (problem.kind !== 'shape' || free === undefined) return { program: '', problem: told };
  const hint = `A name whose shape the text does not say is a single number; a line such as ${free} = np.random.randn(3, 4) says it.`;
  return { program: '', problem: { ...told, hint } };
}
