import type { Span } from '../base/problem.ts';
import type { Statement } from '../language/syntax.ts';
import { handWritten } from './derivatives.ts';
import { Draft } from './draft.ts';
import { parsePython, type Unread, unread } from './expression.ts';
import { Libraries } from './libraries.ts';
import { type Call, callExpr, isUnread, type Meaning, nameExpr, type Value, valueFor } from './meaning.ts';
import { Notes, type PythonChoices } from './note.ts';
import { type Level, level, Scope } from './scope.ts';
import { assignmentOf, endOfBlock, namesIn, type PyStatement } from './statements.ts';
import { type PyToken, placesOf, spanOfTokens, splitAt } from './tokens.ts';
import { type Names, translate } from './translate.ts';

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

const ONE_PASS = 'A program is one pass, so nothing is updated.';
const BY_HAND = 'Derivatives are left out: the steps compute them.';
/** Functions that call functions that call functions: deeper than this they are not followed. */
const DEEPEST = 40;
/** The most lines that are written; calls of functions may ask for very many. */
const MOST = 5000;

/** Reads statements in order, once, into a draft of a program. */
export class Reader {
  readonly text: string;
  readonly draft: Draft;
  readonly notes: Notes;
  /** What the text says the program is for. */
  output: { readonly name: string } | null = null;
  hasLoops = false;
  hasDerivatives = false;
  /** Where two axes have been exchanged. */
  turned: Span | null = null;
  private readonly statements: readonly PyStatement[];
  private readonly choices: PythonChoices;
  private readonly libraries = new Libraries();
  private readonly scope: Scope;
  private readonly defs: Def[] = [];
  private readonly names: Names;
  private readonly byHand: ReadonlySet<number>;
  /** How often each name is given a value. */
  private readonly bindings = new Map<string, number>();
  private depth = 0;

  constructor(text: string, statements: readonly PyStatement[], choices: PythonChoices) {
    this.text = text;
    this.statements = statements;
    this.choices = choices;
    const words = new Set<string>();
    let usesTorch = false;
    for (const statement of statements) {
      for (const token of statement.tokens) {
        if (token.kind === 'name') words.add(token.text);
        if (token.kind === 'name' && /^(?:torch|nn|F)$/u.test(token.text)) usesTorch = true;
      }
      for (const name of assignmentOf(statement)?.targets.flatMap(namesIn) ?? []) {
        this.bindings.set(name, (this.bindings.get(name) ?? 0) + 1);
      }
    }
    this.draft = new Draft(words, namesOutside(statements));
    this.notes = new Notes(text);
    this.scope = new Scope(this.draft, this.notes);
    const found = handWritten(statements);
    this.hasDerivatives = found.size > 0;
    this.byHand = choices.derivatives === true ? new Set() : found;
    this.names = this.lookups(usesTorch);
  }

  read(): void {
    for (const statement of this.statements) {
      if (statement.keyword === 'import' || statement.keyword === 'from') this.libraries.read(statement);
    }
    this.run(0, this.statements.length);
    const { result } = this.scope.current;
    if (result !== null) this.output ??= this.named(result);
    const last = this.defs.findLast(({ form }) => form !== 'unreadable');
    if (this.output === null && !this.draft.isComputed && last !== undefined) this.asProgram(last);
  }

  /** Runs through the statements of a level; those of skipped blocks are jumped over. */
  private run(start: number, end: number): void {
    for (let i = start; i < end && this.scope.current.result === null; ) {
      const statement = this.statements[i] as PyStatement;
      if (this.draft.lines.length > MOST) return;
      if (statement.isBlock) i = this.block(statement, i);
      else {
        if (this.byHand.has(i)) this.leaveDerivative(statement);
        else this.simple(statement, i === end - 1);
        i += 1;
      }
    }
  }

  /** @returns the place of the statement that is read next */
  private block(statement: PyStatement, i: number): number {
    const end = endOfBlock(this.statements, i);
    const whole = { from: statement.from, to: (this.statements[end - 1] as PyStatement).to };
    const head = this.text.slice(statement.from, statement.to);
    switch (statement.keyword) {
      case 'def':
        this.define(statement, i, end);
        return end;
      case 'class':
        this.notes.say(
          'left out',
          whole,
          'A class is left out: its weights and functions are not written as formulas.',
        );
        for (const name of namesIn(statement.tokens.slice(1, 2))) this.scope.lose([name], statement);
        return end;
      case 'with':
        this.notes.say(
          'left out',
          statement,
          'What “with” sets up changes no value; the lines in it are read.',
        );
        return i + 1;
      case 'for':
      case 'while': {
        this.hasLoops = true;
        if (this.choices.loops !== true) {
          this.notes.say(
            'left out',
            whole,
            'A loop is left out with what is in it: each line of a program is computed once.',
          );
          break;
        }
        this.notes.say('changed', statement, 'The body of the loop is read once.');
        const place = statement.tokens.findIndex(({ text }) => text === 'in');
        if (statement.keyword === 'for')
          this.scope.lose(namesIn(statement.tokens.slice(1, Math.max(1, place))), statement);
        return i + 1;
      }
      case 'if':
        if (/__name__/u.test(head)) return i + 1;
        this.notes.say('left out', whole, CHOICE);
        break;
      case 'else':
      case 'elif':
        this.notes.say('left out', whole, CHOICE);
        break;
      default:
        this.notes.say('left out', whole, `“${statement.keyword}” is left out with what is in it.`);
    }
    for (let k = i; k < end; k++) this.loseTargets(this.statements[k] as PyStatement);
    return end;
  }

  private loseTargets(statement: PyStatement): void {
    const assignment = assignmentOf(statement);
    if (assignment !== null) this.scope.lose(assignment.targets.flatMap(namesIn), statement);
  }

  private leaveDerivative(statement: PyStatement): void {
    const assignment = assignmentOf(statement);
    const isUpdate =
      assignment !== null && !/^(?:d|grad|delta)|_grad$/iu.test(assignment.targets[0]?.[0]?.text ?? '');
    this.notes.say('left out', statement, isUpdate ? `An update is left out. ${ONE_PASS}` : BY_HAND);
    this.loseTargets(statement);
  }

  private simple(statement: PyStatement, isLast: boolean): void {
    const { keyword, tokens, open } = statement;
    if (open !== null) {
      this.notes.say('left out', open, `This “${open.text}” is never closed, so the line is left out.`);
      return this.loseTargets(statement);
    }
    switch (keyword) {
      case null:
        break;
      case 'import':
      case 'from':
        return this.notes.say(
          'left out',
          statement,
          'Nothing needs to be imported: functions are there without it.',
        );
      case 'return':
        return this.returned(statement);
      case 'pass':
      case 'global':
      case 'nonlocal':
      case 'break':
      case 'continue':
        return;
      default:
        return this.notes.say('left out', statement, `“${keyword}” is left out: it gives no name a value.`);
    }
    const assignment = assignmentOf(statement);
    if (assignment === null) return this.expression(tokens, statement, isLast);
    const { targets, operator, value } = assignment;
    if (value[0]?.text === 'lambda') return this.lambda(statement, targets, value);
    const plain = targets.filter((target) => splitAt(target, ',').every((part) => bare(part) !== null));
    for (const target of targets) if (!plain.includes(target)) this.changed(target, statement);
    const [first, ...more] = plain;
    if (first === undefined) return;
    if (operator !== null) return this.augmented(first, operator, value, statement);
    const meaning = this.meaningOf(value, statement);
    this.assign(first, meaning, statement);
    for (const target of more) {
      const again = bare(first);
      this.assign(target, again === null ? meaning : this.again(again.text, meaning), statement);
    }
  }

  /** The second target of `a = b = …` stands for the first. */
  private again(name: string, meaning: Meaning): Meaning {
    if (meaning.kind === 'value' && meaning.known !== null) return meaning;
    const value = this.scope.named(name, meaning);
    return isUnread(value) ? meaning : value;
  }

  private assign(target: readonly PyToken[], meaning: Meaning, statement: PyStatement): void {
    const inner = target[0]?.text === '(' || target[0]?.text === '[' ? target.slice(1, -1) : target;
    const parts = splitAt(inner, ',').filter((part) => part.length > 0);
    if (parts.length === 1 && inner === target && placesOf(target, ',').length === 0) {
      const name = bare(parts[0] ?? []);
      if (name !== null) this.bind(name, meaning, statement);
      return;
    }
    const list = this.names.resolve(meaning);
    const names = parts.map(bare);
    if (list.kind !== 'list' || list.items.length !== parts.length || names.includes(null)) {
      const why = isUnread(list) ? list.why : 'what is on the right is not written out one by one';
      this.notes.say(
        'left out',
        isUnread(list) ? list : statement,
        `${names.map((n) => n?.text ?? '…').join(', ')} ${names.length === 1 ? 'is' : 'are'} left out: ${why}.`,
      );
      return this.scope.lose(namesIn(target), statement);
    }
    // All of the right is read before any of the left is bound: x, y = y, x.
    const values = list.items.map((item) => (item.kind === 'name' ? this.names.value(item) : item));
    for (const [i, name] of names.entries())
      if (name !== null) this.bind(name, values[i] as Meaning, statement);
  }

  private bind(name: PyToken, meaning: Meaning, statement: PyStatement): void {
    const resolved = meaning.kind === 'name' ? this.names.resolve(meaning) : meaning;
    const isFormula = meaning.kind !== 'name' || resolved.kind === 'name' || resolved.kind === 'value';
    const bound = isFormula || resolved.kind === 'list' || resolved.kind === 'drawn' ? meaning : resolved;
    const kept = bound.kind === 'name' ? this.names.value(bound) : bound;
    this.scope.bind(name.text, kept, name, statement, (each) => this.names.value(each));
  }

  private augmented(
    target: readonly PyToken[],
    operator: string,
    value: readonly PyToken[],
    statement: PyStatement,
  ): void {
    const name = bare(target) as PyToken;
    const right = parsePython(value, statement);
    if (isUnread(right)) return this.bind(name, right, statement);
    const { from, to } = name;
    const left = { kind: 'name', name: name.text, from, to } as const;
    const whole = { kind: 'binary', operator, left, right, from, to: statement.to } as const;
    const meaning = translate(whole, this.names, this.text);
    if (isUnread(meaning) && /\.grad\b/u.test(this.text.slice(statement.from, statement.to))) {
      this.notes.say('left out', statement, `An update is left out. ${ONE_PASS}`);
      return this.scope.lose([name.text], statement);
    }
    this.bind(name, meaning, statement);
  }

  /** `w[0] = …` and `w.data = …` change what a name stands for; `w.label = …` does not. */
  private changed(target: readonly PyToken[], statement: PyStatement): void {
    const last = target.at(-1)?.text ?? '';
    if (target.at(-2)?.text === '.' && /^(?:label|grad|requires_grad|name|training)$/u.test(last)) {
      return this.notes.say('left out', statement, `.${last} is left out: it is no part of a formula.`);
    }
    const names = namesIn(target);
    const isGradient = /\.grad\b/u.test(this.text.slice(statement.from, statement.to));
    const why = isGradient
      ? ONE_PASS
      : 'A name is bound once and as a whole, so its entries cannot be changed.';
    this.notes.say('left out', statement, isGradient ? `An update is left out. ${why}` : why);
    this.scope.lose(names, statement);
  }

  private returned(statement: PyStatement): void {
    const value = statement.tokens.slice(1);
    const here = this.scope.current;
    if (value.length === 0) return;
    const meaning = this.meaningOf(value, statement);
    if (meaning.kind === 'list' && meaning.tuple && here.outer === null) {
      this.notes.say(
        'changed',
        statement,
        'Several values are returned, but a program has one output: the first.',
      );
      here.result = meaning.items[0] ?? null;
    } else here.result = meaning;
    if (here.outer === null && here.result !== null && isUnread(here.result)) {
      this.notes.say('left out', here.result, `What is returned is left out: ${here.result.why}.`);
      here.result = null;
    }
  }

  /** A line that binds nothing: the last one says what the program is for, `loss.backward()` as well. */
  private expression(tokens: readonly PyToken[], statement: PyStatement, isLast: boolean): void {
    if (tokens.every(({ kind }) => kind === 'string')) return;
    const [first] = tokens as [PyToken];
    const method = tokens.findLastIndex(
      ({ text }, i) =>
        text === '(' && tokens[i - 1]?.kind === 'name' && placesOf(tokens.slice(0, i), '.').includes(i - 2),
    );
    const called = method < 0 ? '' : (tokens[method - 1]?.text ?? '');
    if (called === 'backward') {
      const from = this.meaningOf(tokens.slice(0, method - 2), statement);
      const bound = from.kind === 'name' ? this.scope.peek(from.name) : null;
      const isLost = bound !== null && 'lost' in bound;
      const name = isLost ? null : this.named(from);
      if (isLost)
        return this.notes.say('left out', statement, 'What “backward” starts from has been left out.');
      if (name === null)
        return this.notes.say('left out', statement, 'What “backward” starts from is not understood.');
      this.output = name;
      return this.notes.say('changed', statement, `“backward” says that ${name.name} is the output.`);
    }
    if (first.text === 'print' || first.text === 'display') {
      return this.notes.say('left out', statement, 'Nothing is printed: every value is on the screen.');
    }
    if (called === 'step' || called === 'zero_grad' || called === 'zero_') {
      return this.notes.say('left out', statement, `.${called}() is left out. ${ONE_PASS}`);
    }
    if (called === 'manual_seed' || called === 'seed') {
      return this.notes.say(
        'left out',
        statement,
        'A seed is left out: random numbers are drawn here, the same every time.',
      );
    }
    if (/[a-z]_$/u.test(called) && called !== 'requires_grad_') {
      this.notes.say('left out', statement, 'A name is bound once, so what it stands for cannot be changed.');
      return this.scope.lose([first.text], statement);
    }
    if (called !== '' && /^(?:plt|ax|fig|writer|logger|wandb|sns|optimizer)$/u.test(first.text)) {
      return this.notes.say(
        'left out',
        statement,
        `“${first.text}.${called}” is left out: it gives no name a value.`,
      );
    }
    const meaning = this.meaningOf(tokens, statement);
    if (isUnread(meaning)) {
      return this.notes.say('left out', meaning, `This line is left out: ${meaning.why}.`);
    }
    const isPassedOver = /^(?:requires_grad_|retain_grad|eval|train)$/u.test(called);
    if (isPassedOver) return;
    const isOutput = isLast && this.scope.current.outer === null;
    const name = isOutput ? this.named(meaning) : null;
    if (name === null) this.notes.say('left out', statement, 'A value that no name is given to is left out.');
    else this.output = name;
  }

  /** The program's name for a value; one that has none gets a line of its own. */
  private named(meaning: Meaning): { readonly name: string } | null {
    const value = this.names.value(meaning);
    if (isUnread(value)) return null;
    if (value.expr.kind === 'name') return { name: value.expr.name };
    const name = this.draft.claim('output');
    const { from, to } = value;
    const statement: Statement = { kind: 'bind', target: { name, from, to }, value: value.expr, from, to };
    this.draft.add({ statement, name, isPlain: false, source: { from, to } });
    this.draft.nameless.add(name);
    return { name };
  }

  private meaningOf(tokens: readonly PyToken[], statement: Span): Meaning {
    const parts = splitAt(tokens, ',');
    if (parts.length === 1) {
      const expr = parsePython(tokens, statement);
      return isUnread(expr) ? expr : translate(expr, this.names, this.text);
    }
    const items: Meaning[] = [];
    for (const part of parts.at(-1)?.length === 0 ? parts.slice(0, -1) : parts) {
      const meaning = this.meaningOf(part, statement);
      if (isUnread(meaning)) return meaning;
      items.push(meaning);
    }
    return { kind: 'list', tuple: true, items, ...spanOfTokens(tokens) };
  }

  // Functions.

  private define(statement: PyStatement, i: number, end: number): void {
    const { tokens } = statement;
    const name = tokens[1]?.text ?? '';
    const open = placesOf(tokens, '(')[0] ?? -1;
    let close = open + 1;
    for (let depth = 1; close < tokens.length && depth > 0; close++) {
      const { text, kind } = tokens[close] as PyToken;
      if (kind === 'sign' && '([{'.includes(text)) depth += 1;
      if (kind === 'sign' && ')]}'.includes(text)) depth -= 1;
    }
    this.addDef(name, tokens.slice(open + 1, close - 1), statement, i + 1, end);
  }

  private lambda(
    statement: PyStatement,
    targets: readonly (readonly PyToken[])[],
    value: readonly PyToken[],
  ): void {
    const name = targets.length === 1 ? bare(targets[0] ?? []) : null;
    const colon = placesOf(value, ':')[0];
    if (name === null || colon === undefined) {
      return this.notes.say(
        'left out',
        statement,
        'This line is left out: a function has one name and one formula.',
      );
    }
    this.addDef(name.text, value.slice(1, colon), statement, -1, -1, value.slice(colon + 1));
  }

  private addDef(
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
      this.notes.say('left out', statement, `${name} is left out: its parameters are not single names.`);
    const own = {
      name,
      params,
      start: body ?? start,
      end: body === null ? end : -1,
      outer: this.scope.current,
      form,
      calls: [],
    } as Def;
    const id = this.defs.push(own) - 1;
    const { from, to } = statement;
    this.scope.bind(name, { kind: 'defined', id, from, to }, statement, statement, (each) =>
      this.names.value(each),
    );
  }

  private readonly lambdas: (readonly PyToken[])[] = [];

  /** Reads a function's body on a level of its own; answers what it returns. */
  private body(def: Def, inside: Level): Meaning {
    const before = this.scope.current;
    this.scope.current = inside;
    this.depth += 1;
    let result: Meaning | null;
    if (def.end < 0) {
      const tokens = this.lambdas[def.start] as readonly PyToken[];
      result = this.meaningOf(tokens, spanOfTokens(tokens));
    } else {
      this.run(def.start, def.end);
      ({ result } = inside);
    }
    const value = result ?? unread(NOWHERE, `${def.name} returns nothing`);
    const settled = value.kind === 'name' || value.kind === 'list' ? this.settle(value) : value;
    this.depth -= 1;
    this.scope.current = before;
    return settled;
  }

  /** What is returned is looked up before the names of the function are gone. */
  private settle(value: Meaning): Meaning {
    if (value.kind !== 'list') return this.names.value(value);
    return {
      ...value,
      items: value.items.map((item) => (item.kind === 'name' ? this.names.value(item) : item)),
    };
  }

  private apply(id: number, call: Call): Meaning {
    const def = this.defs[id] as Def;
    if (def.form === 'reading') return unread(call.calleeSpan, `${def.name} calls itself`);
    if (this.depth > DEEPEST) return unread(call.calleeSpan, 'its functions call each other too deeply');
    if (def.form === 'unknown') this.examine(def);
    if (def.form === 'unreadable')
      return unread(call.calleeSpan, `the function ${def.name} is not understood`);
    const args = this.argumentsFor(def, call);
    if (isUnread(args)) return args;
    if (def.form === 'formula') {
      const values = args.map((arg) => this.names.value(arg));
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
    if (this.scope.current.inline) {
      this.scope.current.mustExpand = true;
      return valueFor(nameExpr(def.name, call), call);
    }
    this.notes.say(
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
    const before = this.scope.current;
    const resolved = this.names.resolve(meaning);
    const value =
      resolved.kind === 'value' || resolved.kind === 'name' ? this.names.value(meaning) : resolved;
    this.scope.current = inside;
    if (value.kind === 'value' && value.expr.kind === 'number') {
      inside.names.set(name, { meaning: value, name: null, formula: value.expr, reads: 0 });
    } else if (value.kind === 'value' && value.expr.kind === 'name') {
      inside.names.set(name, { meaning: value, name: value.expr.name, formula: null, reads: 0 });
    } else if (meaning.kind === 'name' && (resolved.kind === 'list' || resolved.kind === 'drawn')) {
      const own = before.names.get(meaning.name);
      if (own !== undefined && !('lost' in own)) inside.names.set(name, own);
    } else this.scope.bind(name, value, at, call, (each) => this.names.value(each));
    this.scope.current = before;
  }

  /** A parameter of the program itself is an input, whose value is the one that is usual. */
  private byDefault(name: string, meaning: Meaning, at: Span, inside: Level): void {
    const before = this.scope.current;
    this.scope.current = inside;
    this.scope.bind(name, meaning, at, at, (each) => this.names.value(each));
    this.scope.current = before;
  }

  private headOf(def: Def): Span {
    return def.end < 0
      ? spanOfTokens(this.lambdas[def.start] ?? [])
      : (this.statements[def.start - 1] as PyStatement);
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
        (fallback === null ? unread(call, `${def.name} lacks an argument`) : this.meaningOf(fallback, call));
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
        : this.statements
            .slice(def.start, def.end)
            .filter(({ isBlock, keyword }) => isBlock && keyword !== 'with');
    const stuck = blocks.find(({ keyword }) => keyword !== 'for' || this.choices.loops !== true);
    if (stuck !== undefined) {
      if (stuck.keyword === 'for' || stuck.keyword === 'while') this.hasLoops = true;
      this.notes.say(
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
      this.notes.say('left out', this.headOf(def), `${def.name} is left out: it calls itself.`);
      def.form = 'unreadable';
      return;
    }
    const value = inside.mustExpand || isUnread(result) ? null : this.names.value(result);
    if (value !== null && isUnread(value)) def.form = 'lines';
    else if (value === null) def.form = 'lines';
    else {
      def.form = 'formula';
      const { from, to } = this.headOf(def);
      const target = { name: def.name, from, to };
      const params = def.params.map(({ name, at }) => ({ name, from: at.from, to: at.to }));
      const statement: Statement = { kind: 'function', target, params, body: value.expr, from, to };
      this.draft.claim(def.name);
      this.draft.add({ statement, name: def.name, isPlain: false, source: { from, to } });
      this.draft.own.push({ name: def.name, statement, calls: def.calls });
    }
  }

  /** A name from outside that is bound more than once means another thing at each call. */
  private readsChanging(def: Def): boolean {
    const tokens =
      def.end < 0
        ? (this.lambdas[def.start] ?? [])
        : this.statements.slice(def.start, def.end).flatMap((statement) => statement.tokens);
    const own = new Set(def.params.map(({ name }) => name));
    return tokens.some(
      ({ kind, text }) => kind === 'name' && !own.has(text) && (this.bindings.get(text) ?? 0) > 1,
    );
  }

  /** A text that only defines a function is that function: its parameters are the inputs. */
  private asProgram(def: Def): void {
    if (def.form === 'unknown') this.examine(def);
    if (def.form === 'unreadable') return;
    this.notes.say(
      'changed',
      this.headOf(def),
      `Nothing calls ${def.name}, so it is the program, and its parameters are the inputs.`,
    );
    if (def.form === 'formula' && def.params.every(({ fallback }) => fallback === null)) {
      // Last of all, so that its formula is the output.
      const place = this.draft.lines.findIndex(
        ({ name, statement }) => statement.kind === 'function' && name === def.name,
      );
      this.draft.lines.push(...this.draft.lines.splice(place, 1));
      return;
    }
    this.draft.lines = this.draft.lines.filter(
      ({ name, statement }) => statement.kind !== 'function' || name !== def.name,
    );
    const inside = level(def.outer, false, true);
    const top = this.scope.current;
    for (const { name, fallback, at } of def.params) {
      if (fallback === null) {
        const binding = top.names.get(name);
        const isFree = binding === undefined || 'lost' in binding || binding.name === null;
        if (isFree) inside.names.set(name, this.scope.input(name, inside));
        else inside.names.set(name, binding);
      } else this.byDefault(name, this.meaningOf(fallback, at), at, inside);
    }
    const result = this.body(def, inside);
    const value = result.kind === 'list' ? (result.items[0] ?? result) : result;
    if (result.kind === 'list')
      this.notes.say(
        'changed',
        this.headOf(def),
        'Several values are returned, but a program has one output: the first.',
      );
    if (isUnread(value))
      this.notes.say(
        'left out',
        value.from < value.to ? value : this.headOf(def),
        `What ${def.name} returns is left out: ${value.why}.`,
      );
    else this.output = this.named(value);
  }

  private lookups(usesTorch: boolean): Names {
    const { scope } = this;
    const resolve = (meaning: Meaning): Meaning =>
      meaning.kind === 'name' ? (scope.meaningOf(meaning.name) ?? meaning) : meaning;
    const value = (meaning: Meaning): Value | Unread => {
      switch (meaning.kind) {
        case 'unread':
        case 'value':
          return meaning;
        case 'name':
          if (this.libraries.find(meaning.name) !== null && scope.peek(meaning.name) === null) {
            return unread(meaning, `${meaning.name} is a library, or out of one`);
          }
          return scope.named(meaning.name, meaning);
        case 'list': {
          const items = meaning.items.map(value);
          const wrong = items.find(isUnread);
          if (wrong !== undefined) return wrong;
          if (items.length === 0) return unread(meaning, 'an array has at least one entry');
          const { from, to } = meaning;
          return valueFor(
            { kind: 'array', items: items.map((item) => (item as Value).expr), from, to },
            meaning,
            null,
            true,
          );
        }
        case 'drawn': {
          if (scope.current.inline) scope.current.mustExpand = true;
          const name = scope.current.inline ? 'drawn' : scope.declare('drawn', meaning, meaning, meaning);
          return valueFor(nameExpr(name, meaning), meaning);
        }
        case 'compare':
          return unread(meaning, 'there are no comparisons; step(x) is 1 where x ≥ 0 and 0 elsewhere');
        case 'word':
          return unread(meaning, `${meaning.word.length > 20 ? 'this' : meaning.word} is no number`);
        case 'method':
          return unread(meaning.at, `.${meaning.name} is not understood`);
        case 'library':
          return unread(meaning, `${this.text.slice(meaning.from, meaning.to)} is not a number`);
        default:
          return unread(meaning, 'this is no formula');
      }
    };
    const known = (meaning: Meaning): number | null => {
      const found = resolve(meaning);
      if (found.kind !== 'value' || found.known === null) return null;
      if (meaning.kind === 'name') {
        const own = scope.find(meaning.name)?.name;
        if (own != null) this.draft.sizes.add(own);
      } else noteSizes(found, this.draft.sizes);
      return found.known;
    };
    return {
      usesTorch,
      resolve,
      value,
      known,
      shapeOf: (meaning) => shapeOf(resolve(meaning)),
      library: (name) => this.libraries.find(name),
      bound: (name) => scope.meaningOf(name),
      apply: (id, call) => this.apply(id, call),
      passedOver: (span, message) => this.notes.say('changed', span, message),
      matrixOnly: (span) => {
        this.turned ??= span;
      },
    };
  }
}

/** The names that stand outside of functions. */
function namesOutside(statements: readonly PyStatement[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (let i = 0; i < statements.length; ) {
    const { keyword, tokens } = statements[i] as PyStatement;
    if (keyword !== 'def') for (const { kind, text } of tokens) if (kind === 'name') names.add(text);
    i = keyword === 'def' ? endOfBlock(statements, i) : i + 1;
  }
  return names;
}

/** Names inside a number that has been used: 2*N. */
function noteSizes({ expr }: Value, sizes: Set<string>): void {
  const parts = [expr];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part.kind === 'name') sizes.add(part.name);
    if (part.kind === 'binary') parts.push(part.left, part.right);
    if (part.kind === 'unary') parts.push(part.operand);
    if (part.kind === 'call') parts.push(...part.args.map((arg) => arg.value));
  }
}

/** The shape of what is written out. */
function shapeOf(meaning: Meaning): readonly number[] | null {
  if (meaning.kind === 'drawn') return meaning.shape;
  const shape: number[] = [];
  if (meaning.kind === 'value') {
    for (let at = meaning.expr; at.kind === 'array'; at = at.items[0] as typeof at)
      shape.push(at.items.length);
  }
  for (let at: Meaning | undefined = meaning; at?.kind === 'list'; at = at.items[0])
    shape.push(at.items.length);
  return shape.length === 0 ? null : shape;
}

/** A target that is a single name. */
function bare(target: readonly PyToken[]): PyToken | null {
  const [first] = target;
  return target.length === 1 && first?.kind === 'name' ? first : null;
}

const CHOICE = 'What “if” chooses is left out; to choose between values, use max, min, relu or step.';
const NOWHERE: Span = { from: 0, to: 0 };
