import type { Span } from '../base/problem.ts';
import type { PyToken } from './tokens.ts';

/** What Python's expressions are made of, as far as formulas need it. */
export type PyExpr = Span &
  (
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'string'; readonly text: string }
    | { readonly kind: 'attribute'; readonly object: PyExpr; readonly name: string; readonly at: Span }
    | { readonly kind: 'call'; readonly callee: PyExpr; readonly args: readonly PyArgument[] }
    | { readonly kind: 'index'; readonly object: PyExpr; readonly items: readonly PyExpr[] }
    | { readonly kind: 'slice' }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: PyExpr }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: PyExpr; readonly right: PyExpr }
    | { readonly kind: 'list'; readonly tuple: boolean; readonly items: readonly PyExpr[] }
  );

export interface PyArgument {
  readonly keyword: string | null;
  readonly value: PyExpr;
}

/** Something that is not understood, and why; `why` goes on from “… is left out: ”. */
export interface Unread extends Span {
  readonly kind: 'unread';
  readonly why: string;
}

export const unread = ({ from, to }: Span, why: string): Unread => ({ kind: 'unread', why, from, to });

const POWERS: ReadonlyMap<string, number> = new Map(
  [
    ['or'],
    ['and'],
    ['not'],
    ['<', '>', '==', '!=', '<=', '>=', 'in', 'is'],
    ['|'],
    ['^'],
    ['&'],
    ['<<', '>>'],
    ['+', '-'],
    ['*', '/', '//', '%', '@'],
    [],
    ['**'],
  ].flatMap((row, power) => row.map((sign) => [sign, power] as const)),
);
const PREFIX = 10;

const CHOICE = 'to choose between values, use max, min, relu or step';
/** Words of Python that an expression here cannot hold. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['for', 'there are no loops, so a list cannot be made by one'],
  ['if', CHOICE],
  ['else', CHOICE],
  ['lambda', 'a function stands in a line of its own'],
  ['await', '“await” is not understood'],
  ['yield', '“yield” is not understood'],
  ['async', '“async” is not understood'],
]);

interface Waiting extends Span {
  readonly operator: string;
  readonly prefix: boolean;
  readonly power: number;
}

interface Bracket {
  readonly kind: 'group' | 'list' | 'call' | 'index';
  readonly token: PyToken;
  readonly items: PyArgument[];
  /** What was waiting outside when it opened. */
  readonly waiting: Waiting[];
  keyword: string | null;
  isSlice: boolean;
  isTuple: boolean;
}

/** Tokens → expression. Works with explicit stacks; answers the first thing that it cannot read. */
export function parsePython(tokens: readonly PyToken[], place: Span): PyExpr | Unread {
  return new Parser(tokens, place).run();
}

class Parser {
  private readonly tokens: readonly PyToken[];
  private readonly place: Span;
  private readonly operands: PyExpr[] = [];
  private readonly brackets: Bracket[] = [];
  private waiting: Waiting[] = [];
  private at = 0;

  constructor(tokens: readonly PyToken[], place: Span) {
    this.tokens = tokens;
    this.place = place;
  }

  run(): PyExpr | Unread {
    let needsOperand = true;
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at] as PyToken;
      if (token.kind === 'strange') return unread(token, 'it has a character that Python has no use for');
      const next: boolean | Unread = needsOperand ? this.operand(token) : this.afterOperand(token);
      if (typeof next !== 'boolean') return next;
      needsOperand = next;
    }
    const open = this.brackets.at(-1);
    if (open !== undefined) return unread(open.token, `the “${open.token.text}” is never closed`);
    const last = this.tokens.at(-1) ?? this.place;
    if (needsOperand) return unread(last, 'a value is missing');
    this.reduce(-1);
    return this.operands[0] as PyExpr;
  }

  private operand(token: PyToken): boolean | Unread {
    const { kind, text, from, to } = token;
    const bracket = this.brackets.at(-1);
    this.at += 1;
    if (kind === 'number') return this.push({ kind, text, from, to });
    if (kind === 'string') {
      while (this.tokens[this.at]?.kind === 'string') this.at += 1;
      return this.push({ kind, text, from, to: (this.tokens[this.at - 1] as PyToken).to });
    }
    if (kind === 'name') {
      const why = WORDS.get(text);
      if (why !== undefined) return unread(token, why);
      if (text === 'not') return this.prefix(text, token);
      if (POWERS.has(text)) return unread(token, `a value is missing before “${text}”`);
      if (bracket?.kind === 'call' && this.tokens[this.at]?.text === '=' && bracket.keyword === null) {
        this.at += 1;
        bracket.keyword = text;
        return true;
      }
      return this.push({ kind, name: text, from, to });
    }
    if (text === '-' || text === '+' || text === '~') return this.prefix(text, token);
    if (text === '(') return this.open('group', token);
    if (text === '[') return this.open('list', token);
    if (text === '{') return unread(token, 'dictionaries and sets are not understood');
    if (text === '*' || text === '**') return unread(token, 'arguments are written out one by one');
    if (bracket?.kind === 'index' && text === ':') {
      bracket.isSlice = true;
      return true;
    }
    if (bracket?.kind === 'index' && text === '...') {
      bracket.isSlice = true;
      return this.push({ kind: 'slice', from, to });
    }
    if (bracket !== undefined && text === CLOSERS.get(bracket.token.text)) {
      if (bracket.keyword === null && this.waiting.length === 0) return this.close(bracket, token, true);
    }
    if (bracket?.kind === 'index' && bracket.isSlice && text === ',' && this.waiting.length === 0) {
      this.push({ kind: 'slice', from, to });
      return this.endItem(bracket, true);
    }
    return unread(token, `a value is missing before “${text}”`);
  }

  private afterOperand(token: PyToken): boolean | Unread {
    const { kind, text } = token;
    const bracket = this.brackets.at(-1);
    this.at += 1;
    if (kind === 'name') {
      const next = this.tokens[this.at]?.text;
      if ((text === 'not' && next === 'in') || (text === 'is' && next === 'not')) {
        this.at += 1;
        return this.infix(text === 'not' ? 'in' : text, token);
      }
      if (text !== 'not' && POWERS.has(text)) return this.infix(text, token);
      return unread(token, WORDS.get(text) ?? `nothing stands between two values before “${text}”`);
    }
    if (kind !== 'sign') return unread(token, `nothing stands between two values before “${text}”`);
    if (POWERS.has(text)) return this.infix(text, token);
    if (text === '(') return this.open('call', token);
    if (text === '[') return this.open('index', token);
    if (text === '.') {
      const name = this.tokens[this.at];
      if (name?.kind !== 'name') return unread(token, 'a name is missing after “.”');
      this.at += 1;
      const object = this.operands.pop() as PyExpr;
      return this.push({
        kind: 'attribute',
        object,
        name: name.text,
        at: name,
        from: object.from,
        to: name.to,
      });
    }
    if (bracket === undefined) return unread(token, `“${text}” is not understood here`);
    if (text === ',') {
      if (bracket.kind === 'group') bracket.isTuple = true;
      return this.endItem(bracket, true);
    }
    if (text === ':' && bracket.kind === 'index') {
      bracket.isSlice = true;
      // What stood before the colon is part of the slice.
      this.reduce(-1);
      this.operands.pop();
      return true;
    }
    if (text === CLOSERS.get(bracket.token.text)) return this.close(bracket, token, false);
    return unread(token, `“${text}” is not understood here`);
  }

  private push(expr: PyExpr): false {
    this.operands.push(expr);
    return false;
  }

  private prefix(operator: string, { from, to }: Span): true {
    const power = operator === 'not' ? (POWERS.get('not') as number) : PREFIX;
    this.waiting.push({ operator, prefix: true, power, from, to });
    return true;
  }

  private infix(operator: string, { from, to }: Span): true {
    const power = POWERS.get(operator) as number;
    this.reduce(operator === '**' ? power : power - 1);
    this.waiting.push({ operator, prefix: false, power, from, to });
    return true;
  }

  /** Finishes what waits and binds tighter than `power`. */
  private reduce(power: number): void {
    for (let top = this.waiting.at(-1); top !== undefined && top.power > power; top = this.waiting.at(-1)) {
      this.waiting.pop();
      const right = this.operands.pop() as PyExpr;
      const { operator, from } = top;
      if (top.prefix) this.operands.push({ kind: 'unary', operator, operand: right, from, to: right.to });
      else {
        const left = this.operands.pop() as PyExpr;
        this.operands.push({ kind: 'binary', operator, left, right, from: left.from, to: right.to });
      }
    }
  }

  private open(kind: Bracket['kind'], token: PyToken): true {
    const { waiting } = this;
    this.brackets.push({ kind, token, items: [], waiting, keyword: null, isSlice: false, isTuple: false });
    this.waiting = [];
    return true;
  }

  private endItem(bracket: Bracket, more: boolean): boolean {
    this.reduce(-1);
    const found = this.operands.pop() as PyExpr;
    const value: PyExpr = bracket.isSlice ? { kind: 'slice', from: found.from, to: found.to } : found;
    bracket.items.push({ keyword: bracket.keyword, value });
    [bracket.keyword, bracket.isSlice] = [null, false];
    return more;
  }

  private close(bracket: Bracket, closer: PyToken, isEmpty: boolean): boolean | Unread {
    const { kind, token, items } = bracket;
    if (!isEmpty || bracket.isSlice) {
      if (isEmpty) this.push({ kind: 'slice', from: token.to, to: closer.from });
      this.endItem(bracket, false);
    }
    this.brackets.pop();
    this.waiting = bracket.waiting;
    const values = items.map((item) => item.value);
    const { to } = closer;
    if (kind === 'list') return this.push({ kind, tuple: false, items: values, from: token.from, to });
    if (kind === 'group') {
      const [only] = values;
      if (only !== undefined && !bracket.isTuple) return this.push({ ...only, from: token.from, to });
      return this.push({ kind: 'list', tuple: true, items: values, from: token.from, to });
    }
    const object = this.operands.pop() as PyExpr;
    if (kind === 'call') return this.push({ kind, callee: object, args: items, from: object.from, to });
    if (items.length === 0) return unread(closer, 'an index is missing');
    return this.push({ kind, object, items: values, from: object.from, to });
  }
}

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
]);

/** The parts of an expression, left to right. */
function partsOf(expr: PyExpr): readonly PyExpr[] {
  switch (expr.kind) {
    case 'attribute':
      return [expr.object];
    case 'call':
      return [expr.callee, ...expr.args.map((argument) => argument.value)];
    case 'index':
      return [expr.object, ...expr.items];
    case 'unary':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'list':
      return expr.items;
    default:
      return [];
  }
}

/** Computes something for an expression from the same for its parts, without recursion. */
export function foldPython<T>(root: PyExpr, combine: (expr: PyExpr, parts: readonly T[]) => T): T {
  const order: PyExpr[] = [];
  const stack: PyExpr[] = [root];
  for (let expr = stack.pop(); expr !== undefined; expr = stack.pop()) {
    order.push(expr);
    for (const part of partsOf(expr)) stack.push(part);
  }
  const results: T[] = [];
  for (const expr of order.reverse()) {
    const count = partsOf(expr).length;
    results.push(combine(expr, results.splice(results.length - count, count)));
  }
  return results[0] as T;
}
