import type { Span } from '../base/problem.ts';
import type { Statement } from '../language/syntax.ts';
import { Definitions, type LineReader } from './definitions.ts';
import { handWritten } from './derivatives.ts';
import { Draft } from './draft.ts';
import { parsePython } from './expression.ts';
import { Libraries } from './libraries.ts';
import { lookups } from './lookups.ts';
import { isUnread, type Meaning } from './meaning.ts';
import { Notes, type PythonChoices } from './note.ts';
import { Scope } from './scope.ts';
import { assignmentOf, endOfBlock, namesIn, type PyStatement } from './statements.ts';
import { bare, type PyToken, placesOf, spanOfTokens, splitAt } from './tokens.ts';
import { type Names, translate } from './translate.ts';

const ONE_PASS = 'A program is one pass, so nothing is updated.';
const BY_HAND = 'Derivatives are left out: the steps compute them.';
/** The most lines that are written; calls of functions may ask for very many. */
const MOST = 5000;

/** Reads statements in order, once, into a draft of a program. */
export class Reader implements LineReader {
  readonly text: string;
  readonly draft: Draft;
  readonly notes: Notes;
  /** What the text says the program is for. */
  output: { readonly name: string } | null = null;
  hasLoops = false;
  hasDerivatives = false;
  /** Where two axes have been exchanged. */
  turned: Span | null = null;
  readonly statements: readonly PyStatement[];
  readonly choices: PythonChoices;
  private readonly libraries = new Libraries();
  readonly scope: Scope;
  private readonly definitions = new Definitions(this);
  readonly names: Names;
  private readonly byHand: ReadonlySet<number>;
  /** How often each name is given a value. */
  private readonly bindings = new Map<string, number>();

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
    this.names = lookups({
      text,
      usesTorch,
      scope: this.scope,
      draft: this.draft,
      notes: this.notes,
      libraries: this.libraries,
      apply: (id, call) => this.definitions.apply(id, call),
      matrixOnly: (span) => {
        this.turned ??= span;
      },
    });
  }

  read(): void {
    for (const statement of this.statements) {
      if (statement.keyword === 'import' || statement.keyword === 'from') this.libraries.read(statement);
    }
    this.run(0, this.statements.length);
    const { result } = this.scope.current;
    if (result !== null) this.output ??= this.named(result);
    if (this.output === null && !this.draft.isComputed) {
      const returned = this.definitions.asProgram();
      if (returned !== null) this.output = this.named(returned);
    }
  }

  /** Runs through the statements of a level; those of skipped blocks are jumped over. */
  run(start: number, end: number): void {
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
        this.definitions.define(statement, i, end);
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
    if (value[0]?.text === 'lambda') return this.definitions.lambda(statement, targets, value);
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

  isRebound(name: string): boolean {
    return (this.bindings.get(name) ?? 0) > 1;
  }

  meaningOf(tokens: readonly PyToken[], statement: Span): Meaning {
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

const CHOICE = 'What “if” chooses is left out; to choose between values, use max, min, relu or step.';
