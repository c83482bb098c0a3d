import type { Span } from '../base/problem.ts';
import type { Statement } from '../language/syntax.ts';
import type { Draft } from './draft.ts';
import { type Unread, unread } from './expression.ts';
import { type Call, callExpr, isUnread, type Meaning, nameExpr, type Value, valueFor } from './meaning.ts';
import type { Notes, PythonChoices } from './note.ts';
import { type Level, level, type Scope } from './scope.ts';
import type { PyStatement } from './statements.ts';
import { bare, type PyToken, placesOf, spanOfTokens, splitAt } from './tokens.ts';
import type { Names } from './translate.ts';

/** A function of the text. */
interface Def {
  readonly name: string;
  readonly params: readonly {
    readonly name: string;
    readonly fallback: readonly PyToken[] | null;
    readonly at: Span;
  }[];
  /** Its body, as places in the list of statements. */
  readonly start: number;
  readonly end: number;
  readonly outer: Level;
  /** How it is read; found out when it is first called. */
  form: 'unknown' | 'reading' | 'formula' | 'lines' | 'unreadable';
  calls: ReturnType<typeof callExpr>[];
}

/** Functions that call functions that call functions: deeper than this they are not followed. */
const DEEPEST = 40;
const NOWHERE: Span = { from: 0, to: 0 };

/** The reader of lines, which reads the bodies of functions too. */
export interface LineReader {
  readonly statements: readonly PyStatement[];
  readonly choices: PythonChoices;
  readonly draft: Draft;
  readonly notes: Notes;
  readonly scope: Scope;
  readonly names: Names;
  hasLoops: boolean;
  run(start: number, end: number): void;
  meaningOf(tokens: readonly PyToken[], statement: Span): Meaning;
  /** Whether a name is given a value more than once. */
  isRebound(name: string): boolean;
}

/**
 * The functions that a text defines. One of a single formula becomes a block of the program; of others the lines are
 * written out where they are called.
 */
export class Definitions {
  private readonly lines: LineReader;
  private readonly all: Def[] = [];
  private readonly lambdas: (readonly PyToken[])[] = [];
  /** How many calls deep what is read now stands. */
  private depth = 0;

  constructor(lines: LineReader) {
    this.lines = lines;
  }

  /** A `def`, whose body are the statements from after `i` to `end`. */
  define(statement: PyStatement, i: number, end: number): void {
    const { tokens } = statement;
    const name = tokens[1]?.text ?? '';
    const open = placesOf(tokens, '(')[0] ?? -1;
    let close = open + 1;
    for (let depth = 1; close < tokens.length && depth > 0; close++) {
      const { text, kind } = tokens[close] as PyToken;
      if (kind === 'sign' && '([{'.includes(text)) depth += 1;
      if (kind === 'sign' && ')]}'.includes(text)) depth -= 1;
    }
    this.add(name, tokens.slice(open + 1, close - 1), statement, i + 1, end);
  }

  /** `f = lambda x: …` */
  lambda(statement: PyStatement, targets: readonly (readonly PyToken[])[], value: readonly PyToken[]): void {
    const name = targets.length === 1 ? bare(targets[0] ?? []) : null;
    const colon = placesOf(value, ':')[0];
    if (name === null || colon === undefined) {
      return this.lines.notes.say(
        'left out',
        statement,
        'This line is left out: a function has one name and one formula.',
      );
    }
    this.add(name.text, value.slice(1, colon), statement, -1, -1, value.slice(colon + 1));
  }

  private add(
    name: string,
    between: readonly PyToken[],
    statement: Span,
    start: number,
    end: number,
    formula?: readonly PyToken[],
  ): void {
    const params: Def['params'][number][] = [];
    let isPlain = true;
    for (const part of splitAt(between, ',')) {
      const [first] = part;
      if (first === undefined || first.text === '/' || (first.text === '*' && part.length === 1)) continue;
      if (first.kind !== 'name') isPlain = false;
      const [equals] = placesOf(part, '=');
      params.push({
        name: first.text,
        fallback: equals === undefined ? null : part.slice(equals + 1),
        at: first,
      });
    }
    const body = formula === undefined ? null : this.lambdas.push(formula) - 1;
    const form = isPlain ? 'unknown' : 'unreadable';
    if (!isPlain)
      this.lines.notes.say(
        'left out',
        statement,
        `${name} is left out: its parameters are not single names.`,
      );
    const own = {
      name,
      params,
      start: body ?? start,
      end: body === null ? end : -1,
      outer: this.lines.scope.current,
      form,
      calls: [],
    } as Def;
    const id = this.all.push(own) - 1;
    const { from, to } = statement;
    this.lines.scope.bind(name, { kind: 'defined', id, from, to }, statement, statement, (each) =>
      this.lines.names.value(each),
    );
  }

  /** Reads a function's body on a level of its own; answers what it returns. */
  private body(def: Def, inside: Level): Meaning {
    const before = this.lines.scope.current;
    this.lines.scope.current = inside;
    this.depth += 1;
    let result: Meaning | null;
    if (def.end < 0) {
      const tokens = this.lambdas[def.start] as readonly PyToken[];
      result = this.lines.meaningOf(tokens, spanOfTokens(tokens));
    } else {
      this.lines.run(def.start, def.end);
      ({ result } = inside);
    }
    const value = result ?? unread(NOWHERE, `${def.name} returns nothing`);
    const settled = value.kind === 'name' || value.kind === 'list' ? this.settle(value) : value;
    this.depth -= 1;
    this.lines.scope.current = before;
    return settled;
  }

  /** What is returned is looked up before the names of the function are gone. */
  private settle(value: Meaning): Meaning {
    if (value.kind !== 'list') return this.lines.names.value(value);
    return {
      ...value,
      items: value.items.map((item) => (item.kind === 'name' ? this.lines.names.value(item) : item)),
    };
  }

  /** What a call of a function stands for. */
  apply(id: number, call: Call): Meaning {
    const def = this.all[id] as Def;
    if (def.form === 'reading') return unread(call.calleeSpan, `${def.name} calls itself`);
    if (this.depth > DEEPEST) return unread(call.calleeSpan, 'its functions call each other too deeply');
    if (def.form === 'unknown') this.examine(def);
    if (def.form === 'unreadable')
      return unread(call.calleeSpan, `the function ${def.name} is not understood`);
    const args = this.argumentsFor(def, call);
    if (isUnread(args)) return args;
    if (def.form === 'formula') {
      const values = args.map((arg) => this.lines.names.value(arg));
      const wrong = values.find(isUnread);
      if (wrong !== undefined) return wrong;
      const expr = callExpr(
        def.name,
        values.map((value) => (value as Value).expr),
        call,
      );
      def.calls.push(expr);
      return valueFor(expr, call);
    }
    if (this.lines.scope.current.inline) {
      this.lines.scope.current.mustExpand = true;
      return valueFor(nameExpr(def.name, call), call);
    }
    this.lines.notes.say(
      'changed',
      this.headOf(def),
      `${def.name} has several lines, so they are written out where it is called.`,
    );
    const inside = level(def.outer);
    def.form = 'reading';
    for (const [i, { name, at }] of def.params.entries())
      this.give(name, args[i] as Meaning, at, call, inside);
    const result = this.body(def, inside);
    def.form = 'lines';
    return isUnread(result)
      ? unread(call.calleeSpan, result.why)
      : { ...result, from: call.from, to: call.to };
  }

  /** A parameter stands for its argument; what is more than a name is computed once. */
  private give(name: string, meaning: Meaning, at: Span, call: Call, inside: Level): void {
    const before = this.lines.scope.current;
    const resolved = this.lines.names.resolve(meaning);
    const value =
      resolved.kind === 'value' || resolved.kind === 'name' ? this.lines.names.value(meaning) : resolved;
    this.lines.scope.current = inside;
    if (value.kind === 'value' && value.expr.kind === 'number') {
      inside.names.set(name, { meaning: value, name: null, formula: value.expr, reads: 0 });
    } else if (value.kind === 'value' && value.expr.kind === 'name') {
      inside.names.set(name, { meaning: value, name: value.expr.name, formula: null, reads: 0 });
    } else if (meaning.kind === 'name' && (resolved.kind === 'list' || resolved.kind === 'drawn')) {
      const own = before.names.get(meaning.name);
      if (own !== undefined && !('lost' in own)) inside.names.set(name, own);
    } else this.lines.scope.bind(name, value, at, call, (each) => this.lines.names.value(each));
    this.lines.scope.current = before;
  }

  /** A parameter of the program itself is an input, whose value is the one that is usual. */
  private byDefault(name: string, meaning: Meaning, at: Span, inside: Level): void {
    const before = this.lines.scope.current;
    this.lines.scope.current = inside;
    this.lines.scope.bind(name, meaning, at, at, (each) => this.lines.names.value(each));
    this.lines.scope.current = before;
  }

  private headOf(def: Def): Span {
    return def.end < 0
      ? spanOfTokens(this.lambdas[def.start] ?? [])
      : (this.lines.statements[def.start - 1] as PyStatement);
  }

  private argumentsFor(def: Def, call: Call): readonly Meaning[] | Unread {
    const found = new Map<string, Meaning>();
    for (const [i, { keyword, value }] of call.args.entries()) {
      if (isUnread(value)) return value;
      const name = keyword ?? def.params[i]?.name;
      if (name === undefined || !def.params.some((param) => param.name === name) || found.has(name)) {
        return unread(value, `${def.name} has no parameter for this`);
      }
      found.set(name, value);
    }
    const all: Meaning[] = [];
    for (const { name, fallback } of def.params) {
      const given =
        found.get(name) ??
        (fallback === null
          ? unread(call, `${def.name} lacks an argument`)
          : this.lines.meaningOf(fallback, call));
      if (isUnread(given)) return given;
      all.push(given);
    }
    return all;
  }

  /** Whether a function is one formula, whose call can be a block, or has to be written out line by line. */
  private examine(def: Def): void {
    def.form = 'reading';
    const blocks =
      def.end < 0
        ? []
        : this.lines.statements
            .slice(def.start, def.end)
            .filter(({ isBlock, keyword }) => isBlock && keyword !== 'with');
    const stuck = blocks.find(({ keyword }) => keyword !== 'for' || this.lines.choices.loops !== true);
    if (stuck !== undefined) {
      if (stuck.keyword === 'for' || stuck.keyword === 'while') this.lines.hasLoops = true;
      this.lines.notes.say(
        'left out',
        { from: this.headOf(def).from, to: this.headOf(def).to },
        `${def.name} is left out: it holds “${stuck.keyword}”.`,
      );
      def.form = 'unreadable';
      return;
    }
    const inside = level(def.outer, true);
    for (const { name, at } of def.params) {
      inside.names.set(name, { meaning: valueFor(nameExpr(name, at), at), name, formula: null, reads: 0 });
    }
    if (def.params.length === 0 || this.readsChanging(def)) inside.mustExpand = true;
    const result = this.body(def, inside);
    if (isUnread(result) && /calls itself$/u.test(result.why)) {
      this.lines.notes.say('left out', this.headOf(def), `${def.name} is left out: it calls itself.`);
      def.form = 'unreadable';
      return;
    }
    const value = inside.mustExpand || isUnread(result) ? null : this.lines.names.value(result);
    if (value !== null && isUnread(value)) def.form = 'lines';
    else if (value === null) def.form = 'lines';
    else {
      def.form = 'formula';
      const { from, to } = this.headOf(def);
      const target = { name: def.name, from, to };
      const params = def.params.map(({ name, at }) => ({ name, from: at.from, to: at.to }));
      const statement: Statement = { kind: 'function', target, params, body: value.expr, from, to };
      this.lines.draft.claim(def.name);
      this.lines.draft.add({ statement, name: def.name, isPlain: false, source: { from, to } });
      this.lines.draft.own.push({ name: def.name, statement, calls: def.calls });
    }
  }

  /** A name from outside that is bound more than once means another thing at each call. */
  private readsChanging(def: Def): boolean {
    const tokens =
      def.end < 0
        ? (this.lambdas[def.start] ?? [])
        : this.lines.statements.slice(def.start, def.end).flatMap((statement) => statement.tokens);
    const own = new Set(def.params.map(({ name }) => name));
    return tokens.some(({ kind, text }) => kind === 'name' && !own.has(text) && this.lines.isRebound(text));
  }

  /**
   * A text that only defines a function is that function: its parameters are the inputs.
   * @returns what it returns, if that is to be the output
   */
  asProgram(): Meaning | null {
    const def = this.all.findLast(({ form }) => form !== 'unreadable');
    if (def === undefined) return null;
    if (def.form === 'unknown') this.examine(def);
    if (def.form === 'unreadable') return null;
    this.lines.notes.say(
      'changed',
      this.headOf(def),
      `Nothing calls ${def.name}, so it is the program, and its parameters are the inputs.`,
    );
    if (def.form === 'formula' && def.params.every(({ fallback }) => fallback === null)) {
      // Last of all, so that its formula is the output.
      const place = this.lines.draft.lines.findIndex(
        ({ name, statement }) => statement.kind === 'function' && name === def.name,
      );
      this.lines.draft.lines.push(...this.lines.draft.lines.splice(place, 1));
      return null;
    }
    this.lines.draft.lines = this.lines.draft.lines.filter(
      ({ name, statement }) => statement.kind !== 'function' || name !== def.name,
    );
    const inside = level(def.outer, false, true);
    const top = this.lines.scope.current;
    for (const { name, fallback, at } of def.params) {
      if (fallback === null) {
        const binding = top.names.get(name);
        const isFree = binding === undefined || 'lost' in binding || binding.name === null;
        if (isFree) inside.names.set(name, this.lines.scope.input(name, inside));
        else inside.names.set(name, binding);
      } else this.byDefault(name, this.lines.meaningOf(fallback, at), at, inside);
    }
    const result = this.body(def, inside);
    const value = result.kind === 'list' ? (result.items[0] ?? result) : result;
    if (result.kind === 'list')
      this.lines.notes.say(
        'changed',
        this.headOf(def),
        'Several values are returned, but a program has one output: the first.',
      );
    if (isUnread(value))
      this.lines.notes.say(
        'left out',
        value.from < value.to ? value : this.headOf(def),
        `What ${def.name} returns is left out: ${value.why}.`,
      );
    return isUnread(value) ? null : value;
  }
}
