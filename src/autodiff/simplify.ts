import { sameShape } from '../base/value.ts';
import { holds } from '../ops/algebra.ts';
import { symbolsOf } from './swell.ts';
import type { Term, TermAlgebra } from './symbolic.ts';

/** Sums and products of more parts than this are left as they are. */
const MOST_PARTS = 64;
/** Powers beyond this are left as they are. */
const MOST_POWER = 1000;

/** n/d · Π baseᵉ: what a product, a quotient, a power or a sign is. */
interface Product {
  readonly n: number;
  readonly d: number;
  readonly factors: ReadonlyMap<Term, number>;
}

/** Σ n/d · core: what a sum, a difference or a sign is; the core of a bare number is 1. */
type Sum = ReadonlyMap<Term, Share>;
type Share = Pick<Product, 'n' | 'd'>;

/**
 * Makes terms shorter by the rules of school algebra: numbers are folded, 0 and 1 dropped, like terms of a sum and like
 * factors of a product collected (x + x is 2x, x·x² is x³, a quotient of a factor with itself is 1), signs drawn
 * together. Nothing is multiplied out, and no function is known but as a name. One pass over the shared terms, operands
 * first; a result is taken only where it has no more symbols than what it stands for, and the same shape.
 * As in school, x/x is 1 though it has no value at 0.
 * @returns the same derivatives, as terms of the same algebra
 */
export function simplify(algebra: TermAlgebra, roots: readonly Term[]): readonly Term[] {
  return new Simplifier(algebra).run(roots);
}

class Simplifier {
  private readonly A: TermAlgebra;
  private readonly done = new Map<Term, Term>();
  private readonly products = new Map<Term, Product>();
  private readonly sums = new Map<Term, Sum>();
  private readonly sizes: bigint[] = [];
  private readonly one: Term;

  constructor(algebra: TermAlgebra) {
    this.A = algebra;
    this.one = algebra.num(1);
  }

  run(roots: readonly Term[]): readonly Term[] {
    const last = Math.max(-1, ...roots.map(({ id }) => id));
    const needed = new Uint8Array(last + 1);
    for (const { id } of roots) needed[id] = 1;
    for (let id = last; id >= 0; id--) {
      const term = this.A.terms[id] as Term;
      if (needed[id] === 1 && 'args' in term) for (const part of term.args) needed[part.id] = 1;
    }
    // New terms are added behind while this runs, and are simple already.
    for (let id = 0; id <= last; id++) {
      const term = this.A.terms[id] as Term;
      if (needed[id] === 1) this.done.set(term, this.shorter(term));
    }
    return roots.map((root) => this.done.get(root) as Term);
  }

  private size(term: Term): bigint {
    return symbolsOf(this.A.terms, this.sizes)[term.id] as bigint;
  }

  /** The shortest of: the term over its simple parts, and what the rules make of that. */
  private shorter(term: Term): Term {
    if (term.kind !== 'apply' && term.kind !== 'where') return term;
    const args = term.args.map((part) => this.done.get(part) as Term);
    const rebuilt = this.over(term, args);
    const candidate = this.ruled(rebuilt);
    const better =
      candidate !== null &&
      sameShape(candidate.shape, rebuilt.shape) &&
      this.size(candidate) <= this.size(rebuilt);
    return better ? candidate : rebuilt;
  }

  private over(term: Extract<Term, { kind: 'apply' | 'where' }>, args: readonly Term[]): Term {
    if (term.kind === 'where') {
      const [left, right, then, otherwise] = args as [Term, Term, Term, Term];
      return this.A.where(left, term.relation, right, then, otherwise);
    }
    return term.op.kind === 'array'
      ? this.A.apply(term.op.name, args, term.settings)
      : this.A.call(term.op.name, ...args);
  }

  private ruled(term: Term): Term | null {
    if (term.kind === 'where') {
      const [left, right, then, otherwise] = term.args;
      return left.kind === 'number' && right.kind === 'number'
        ? holds(left.value, term.relation, right.value)
          ? then
          : otherwise
        : null;
    }
    if (term.kind !== 'apply') return null;
    const [first] = term.args;
    switch (term.op.law) {
      case 'sum':
      case 'difference':
        return this.ofSum(this.sum(term));
      case 'negation': {
        const sum = this.sum(term);
        return sum.size > 1 ? this.ofSum(sum) : this.ofProduct(this.product(term));
      }
      case 'product':
      case 'quotient':
      case 'power':
        return this.power(term) ?? this.ofProduct(this.product(term));
      case 'transpose':
        return first?.kind === 'apply' && first.op.law === 'transpose' && first.shape.length === 2
          ? (first.args[0] as Term)
          : null;
      default:
        return this.folded(term);
    }
  }

  /** A function of numbers where the result is a short one: cos(0), exp(0). */
  private folded({ op, args }: Extract<Term, { kind: 'apply' }>): Term | null {
    if (op.kind !== 'elementwise' || args.some((part) => part.kind !== 'number')) return null;
    const value = op.value(args.map((part) => (part.kind === 'number' ? part.value : Number.NaN)));
    return Number.isSafeInteger(value) ? this.A.num(value + 0) : null;
  }

  /** Powers with an exponent that says it all. */
  private power(term: Extract<Term, { kind: 'apply' }>): Term | null {
    const [base, exponent] = term.args;
    if (term.op.law !== 'power' || base === undefined || exponent?.kind !== 'number') return null;
    if (exponent.value === 0) return this.one;
    if (exponent.value === 1) return base;
    return base.kind === 'number' ? this.folded(term) : null;
  }

  // Products

  private product(term: Term): Product {
    let product = this.products.get(term);
    if (product === undefined) {
      product = this.findProduct(term) ?? { n: 1, d: 1, factors: new Map([[term, 1]]) };
      this.products.set(term, product);
    }
    return product;
  }

  private findProduct(term: Term): Product | null {
    if (term.kind === 'number')
      return Number.isFinite(term.value) ? { n: term.value, d: 1, factors: new Map() } : null;
    if (term.kind !== 'apply') return null;
    const [x, y] = term.args as [Term, Term];
    switch (term.op.law) {
      case 'negation': {
        const inner = this.product(x);
        return { ...inner, n: -inner.n };
      }
      case 'product':
        return times(this.product(x), this.product(y), 1);
      case 'quotient':
        return times(this.product(x), this.product(y), -1);
      case 'power': {
        const k = y.kind === 'number' ? y.value : Number.NaN;
        if (!Number.isInteger(k) || k === 0 || Math.abs(k) > MOST_POWER) return null;
        const inner = this.product(x);
        const [only] = inner.factors;
        if (only === undefined || inner.factors.size > 1 || inner.n !== 1 || inner.d !== 1)
          return { n: 1, d: 1, factors: new Map([[x, k]]) };
        const [base, e] = only;
        // (x^½)² is not x for every x; whole powers of whole powers are.
        return { n: 1, d: 1, factors: new Map([[base, e * k]]) };
      }
      default:
        return null;
    }
  }

  private ofProduct({ n, d, factors }: Product): Term | null {
    if (n === 0) return this.A.num(0);
    const over = share(n, d);
    if (over === null) return null;
    const all = sorted(factors);
    const above = all.filter(([, e]) => e > 0).map(([base, e]) => this.raised(base, e));
    const below = all.filter(([, e]) => e < 0).map(([base, e]) => this.raised(base, -e));
    if (over.d !== 1) below.unshift(this.A.num(over.d));
    const sign = over.n < 0;
    // −x rather than −1·x; a larger number keeps its sign, which is no symbol of its own.
    if (Math.abs(over.n) !== 1 || above.length === 0) {
      above.unshift(this.A.num(over.n));
      return this.quotient(above, below);
    }
    const whole = this.quotient(above, below);
    return sign ? this.A.call('neg', whole) : whole;
  }

  private quotient(above: readonly Term[], below: readonly Term[]): Term {
    const join = (list: readonly Term[]) => list.reduce((x, y) => this.A.call('mul', x, y));
    return below.length === 0 ? join(above) : this.A.call('div', join(above), join(below));
  }

  private raised(base: Term, exponent: number): Term {
    return exponent === 1 ? base : this.A.call('pow', base, this.A.num(exponent));
  }

  // Sums

  private sum(term: Term): Sum {
    let sum = this.sums.get(term);
    if (sum === undefined) {
      sum = this.findSum(term) ?? this.single(term);
      this.sums.set(term, sum);
    }
    return sum;
  }

  private findSum(term: Term): Sum | null {
    if (term.kind !== 'apply') return null;
    const [x, y] = term.args as [Term, Term];
    switch (term.op.law) {
      case 'sum':
        return plus(this.sum(x), this.sum(y), 1);
      case 'difference':
        return plus(this.sum(x), this.sum(y), -1);
      case 'negation':
        return plus(new Map(), this.sum(x), -1);
      default:
        return null;
    }
  }

  /** A term that is no sum, as a number times the rest. */
  private single(term: Term): Sum {
    const { n, d, factors } = this.product(term);
    const whole = share(n, d);
    if (whole === null) return new Map([[term, { n: 1, d: 1 }]]);
    if (factors.size === 0) return new Map([[this.one, whole]]);
    const core = n === 1 && d === 1 ? term : this.ofProduct({ n: 1, d: 1, factors });
    return core === null ? new Map([[term, { n: 1, d: 1 }]]) : new Map([[core, whole]]);
  }

  private ofSum(sum: Sum): Term | null {
    const all = sorted(new Map([...sum].filter(([, { n }]) => n !== 0)));
    if (all.length === 0) return this.A.num(0);
    // What is subtracted does not come first, if something else can; a bare number comes last.
    all.sort(([a], [b]) => Number(a === this.one) - Number(b === this.one));
    const first = all.findIndex(([, { n }]) => n > 0);
    if (first > 0) all.unshift(...all.splice(first, 1));
    let whole: Term | null = null;
    for (const [core, { n, d }] of all) {
      const size = this.ofShare(core, { n: whole === null ? n : Math.abs(n), d });
      if (size === null) return null;
      whole = whole === null ? size : this.A.call(n < 0 ? 'sub' : 'add', whole, size);
    }
    return whole;
  }

  private ofShare(core: Term, { n, d }: Share): Term | null {
    if (n === 1 && d === 1) return core;
    const { n: n0, d: d0, factors } = this.product(core);
    return this.ofProduct({ n: n * n0, d: d * d0, factors });
  }
}

/** x · y, or x / y; null where it has too many factors, or a number that must not be divided by. */
function times(x: Product, y: Product, way: 1 | -1): Product | null {
  if (way < 0 && y.n === 0) return null;
  const factors = new Map(x.factors);
  for (const [base, e] of y.factors) {
    const exponent = (factors.get(base) ?? 0) + way * e;
    if (exponent === 0) factors.delete(base);
    else factors.set(base, exponent);
  }
  if (factors.size > MOST_PARTS) return null;
  const [n, d] = way > 0 ? [x.n * y.n, x.d * y.d] : [x.n * y.d, x.d * y.n];
  return Number.isFinite(n) && Number.isFinite(d) && d !== 0 ? { n, d, factors } : null;
}

/** x + y, or x − y; null where it has too many terms. */
function plus(x: Sum, y: Sum, way: 1 | -1): Sum | null {
  const sum = new Map(x);
  for (const [core, { n, d }] of y) {
    const before = sum.get(core);
    const both =
      before === undefined ? share(way * n, d) : share(before.n * d + way * n * before.d, before.d * d);
    if (both === null) return null;
    if (both.n === 0) sum.delete(core);
    else sum.set(core, both);
  }
  return sum.size > MOST_PARTS ? null : sum;
}

/** n/d in lowest terms where both are whole, else as one number over 1; null where that is no number. */
function share(n: number, d: number): Share | null {
  const [x, y] = d < 0 ? [-n, -d] : [n, d];
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(y)) {
    const one = x / y;
    return Number.isFinite(one) ? { n: one, d: 1 } : null;
  }
  if (y === 0) return null;
  const common = divisor(Math.abs(x), y);
  return { n: x / common + 0, d: y / common };
}

function divisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x === 0 ? 1 : x;
}

/** Inputs in the program's order, then what is made of them: one order for all, so that equal sums are one term. */
const sorted = <T>(map: ReadonlyMap<Term, T>): [Term, T][] => [...map].sort(([a], [b]) => rank(a) - rank(b));

const rank = (term: Term): number => (term.kind === 'node' ? term.node : 1e9 + term.id);
