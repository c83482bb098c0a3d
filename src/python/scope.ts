import type { Span } from '../base/problem.ts';
import type { Expr } from '../language/syntax.ts';
import { type Draft, declared, type Line } from './draft.ts';
import { type Unread, unread } from './expression.ts';
import { type Drawn, isUnread, type List, type Meaning, nameExpr, type Value, valueFor } from './meaning.ts';
import type { Notes } from './note.ts';

/** What a Python name stands for at a place of the text. */
export interface Binding {
  readonly meaning: Meaning;
  /** The name that the program has for it; null where none is needed. */
  readonly name: string | null;
  /** In a function of one formula: what stands there in place of a local name. */
  readonly formula: Expr | null;
  reads: number;
}

/** What gave a name its value was left out, and where; from there on it is an input. */
export interface Lost {
  readonly lost: Span;
}

/** The names of one level: the text's own, or those of a function while it is read. */
export interface Level {
  readonly names: Map<string, Binding | Lost>;
  readonly outer: Level | null;
  /** A function's body that is to become a single formula: locals are put in, nothing is written. */
  readonly inline: boolean;
  /** A function's body that is the program itself. */
  readonly isProgram: boolean;
  /** Whether it cannot be one. */
  mustExpand: boolean;
  /** What a `return` gives. */
  result: Meaning | null;
}

export const level = (outer: Level | null, inline = false, isProgram = false): Level => ({
  names: new Map(),
  outer,
  inline,
  isProgram,
  mustExpand: false,
  result: null,
});

/** Looks names up and binds them; what a name is bound to becomes a line of the program. */
export class Scope {
  readonly draft: Draft;
  readonly notes: Notes;
  current: Level;

  constructor(draft: Draft, notes: Notes) {
    this.draft = draft;
    this.notes = notes;
    this.current = level(null);
  }

  find(name: string): Binding | null {
    for (let at: Level | null = this.current; at !== null; at = at.outer) {
      const found = at.names.get(name);
      if (found !== undefined && !('lost' in found)) return found;
      if (found === undefined) continue;
      const input = this.input(name, at);
      const called = input.name === name ? '' : `, called ${input.name}`;
      this.notes.say('changed', found.lost, `${name} is an input instead${called}.`);
      return input;
    }
    return null;
  }

  /** What a name is bound to; looking changes nothing, so that what was left out stays so. */
  peek(name: string): Binding | Lost | null {
    for (let at: Level | null = this.current; at !== null; at = at.outer) {
      const found = at.names.get(name);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** What a name stands for, unless that was left out. */
  meaningOf(name: string): Meaning | null {
    const found = this.peek(name);
    return found === null || 'lost' in found ? null : found.meaning;
  }

  /** A name that nothing binds, or whose value was left out, is an input. */
  input(name: string, at: Level = outermost(this.current)): Binding {
    const own = this.draft.claim(name);
    this.draft.inputs.push(own);
    const meaning = valueFor(nameExpr(own, NOWHERE), NOWHERE);
    const binding: Binding = { meaning, name: own, formula: null, reads: 0 };
    at.names.set(name, binding);
    return binding;
  }

  lose(names: readonly string[], lost: Span): void {
    for (const name of names) this.current.names.set(name, { lost });
  }

  /** The formula that a name is, where it stands. */
  named(name: string, span: Span): Value | Unread {
    const binding = this.find(name) ?? this.input(name);
    const { meaning, formula } = binding;
    if (meaning.kind === 'defined' || meaning.kind === 'layer')
      return unread(span, `“${name}” is a function`);
    if (meaning.kind === 'library' || meaning.kind === 'word') return unread(span, `“${name}” is no number`);
    const known = meaning.kind === 'value' ? meaning.known : null;
    const isList = meaning.kind === 'list' || (meaning.kind === 'value' && meaning.isList);
    if (formula !== null) {
      binding.reads += 1;
      const isShort = formula.kind === 'name' || formula.kind === 'number';
      if (binding.reads > 1 && !isShort) this.current.mustExpand = true;
      return { ...valueFor(formula, span, known), isList };
    }
    return valueFor(nameExpr(binding.name ?? name, span), span, known, isList);
  }

  /** Gives a name a value: a line of the program, unless it stays in mind only. */
  bind(
    name: string,
    meaning: Meaning,
    target: Span,
    source: Span,
    toValue: (m: Meaning) => Value | Unread,
  ): void {
    const keep = (own: string | null, formula: Expr | null = null, kept = meaning) =>
      this.current.names.set(name, { meaning: kept, name: own, formula, reads: 0 });
    switch (meaning.kind) {
      case 'unread':
        return this.refuse(name, meaning, source);
      case 'defined':
      case 'layer':
      case 'library':
      case 'word':
        keep(null);
        return;
      case 'drawn':
        if (this.current.inline) {
          this.current.mustExpand = true;
          keep(null, nameExpr(name, target));
        } else keep(this.declare(name, meaning, target, source));
        return;
      default:
    }
    const value = toValue(meaning);
    if (isUnread(value)) {
      // A list may hold what is no formula, and still be looked into.
      if (meaning.kind === 'list' && !this.current.inline) keep(null);
      else this.refuse(name, value, source);
      return;
    }
    const kept = meaning.kind === 'list' ? meaning : value;
    if (this.current.inline) {
      keep(null, value.expr, kept);
      return;
    }
    const own = this.rename(name, source);
    keep(own, null, kept);
    const { from, to } = source;
    const at = { name: own, from: target.from, to: target.to };
    this.draft.add({
      statement: { kind: 'bind', target: at, value: value.expr, from, to },
      name: own,
      isPlain: value.known !== null || isNumbers(kept),
      source: { from, to },
    });
  }

  /** Numbers by chance are an input of their own. */
  declare(name: string, drawn: Drawn, target: Span, source: Span): string {
    const own = this.rename(name, source);
    const { shape, by, start, scale } = drawn;
    const { from, to } = source;
    const line: Line = {
      statement: declared(own, shape, by, start, scale, target),
      name: own,
      isPlain: false,
      source: { from, to },
    };
    this.draft.add(line);
    if (by === 'many') {
      const message = `The numbers of ${own} are too many to write out; each is 1 until you give them.`;
      this.notes.say('chosen', { from, to }, message);
    } else if (by !== 'same') {
      this.notes.say(
        'chosen',
        { from, to },
        'Random numbers are drawn here, not those that Python would draw.',
      );
    }
    return own;
  }

  private refuse(name: string, { from, to, why }: Unread, source: Span): void {
    this.notes.say('left out', from < to ? { from, to } : source, `${name} is left out: ${why}.`);
    this.lose([name], source);
  }

  /** A name is bound once; the second time it gets a number. */
  private rename(name: string, source: Span): string {
    const own = this.draft.claim(name, this.current.outer !== null && !this.current.isProgram);
    if (own !== name && this.current.outer === null) {
      this.notes.say('changed', source, `${name} is bound again; from here on it is called ${own}.`);
    }
    return own;
  }
}

const NOWHERE: Span = { from: 0, to: 0 };

function outermost(at: Level): Level {
  let found = at;
  while (found.outer !== null) found = found.outer;
  return found;
}

/** A list of numbers of Python's own: sizes of layers, say. */
const isNumbers = (meaning: Value | List): boolean =>
  meaning.kind === 'list' && meaning.items.every((item) => item.kind === 'value' && item.known !== null);
