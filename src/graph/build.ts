import { grouped } from '../base/count.ts';
import type { Problem, Span } from '../base/problem.ts';
import { SCALAR, type Shape, shapeOf, sizeOf, type Value } from '../base/value.ts';
import { infixOf } from '../language/operators.ts';
import type { Argument, CallExpr, Expr } from '../language/syntax.ts';
import { isMisfit } from '../ops/array.ts';
import { findOp } from '../ops/index.ts';
import { taughtArray } from '../ops/numbers.ts';
import { type Misfit, type NameOf, NO_SETTINGS, type Op, type Settings } from '../ops/op.ts';
import { type Callee, calleeOf, type Placed, placeArguments } from './arguments.ts';
import { BuiltGraph, numbering } from './built.ts';
import { PI } from './check.ts';
import { initialValue, literalOf, MAX_STORE } from './declared.ts';
import type { Block, BlockId, Graph, GraphNode, NodeId } from './graph.ts';
import { inputNames } from './inputs.ts';
import { argumentsOf, calledOp, partsOf } from './parts.ts';
import { literalNumber, type Scope } from './scope.ts';
import { indicesOf, settingsFrom } from './settings.ts';
import { nameOf, resultShape, shapeProblem } from './shapes.ts';

/** A node of the graph before its name is settled; nothing else of it ever changes. */
type Draft = GraphNode & { name: string; named: boolean };

/** An expression on its way to a node: a program's own, or a function's body at one call. */
interface Task {
  readonly parts: readonly Expr[];
  next: number;
  readonly params: ReadonlyMap<string, NodeId>;
  readonly block: BlockId | null;
  /** The name that the finished node is bound to, if any. */
  readonly binds: string | null;
}

/** A program's graph, or the shapes in it that do not fit. */
export type Built =
  | { readonly graph: Graph; readonly problems: readonly [] }
  | { readonly graph: null; readonly problems: readonly Problem[] };

/**
 * Expands a program whose names are right into its graph: inputs first, then every operation in the order a reader
 * would evaluate it, each with its shape. Function calls are expanded in place, typed anew for each call, and
 * remembered as blocks. Works with explicit stacks, so depth is limited by memory only.
 * @param text the program, for messages
 * @param given the shapes of the values for inputs that the program gives none
 */
export function buildGraph(text: string, scope: Scope, given: ReadonlyMap<string, Shape>): Built {
  return new Builder(text, scope, given).build();
}

const ITEM = taughtArray('item');
/** Words for operands whose text is too long to repeat. */
const SLOTS = ['the left side', 'the right side', 'its argument'];

class Builder {
  private readonly text: string;
  private readonly scope: Scope;
  private readonly drafts: Draft[] = [];
  private readonly blocks: (Block | null)[] = [];
  private readonly names = new Map<string, NodeId>();
  private readonly tasks: Task[] = [];
  /** Finished operands, waiting for the operation that reads them. */
  private readonly stack: NodeId[] = [];
  private readonly given: ReadonlyMap<string, Shape>;
  private readonly problems: Problem[] = [];
  /** The numbers of all arrays so far. */
  private stored = 0;
  /** Nodes whose shape is not known, because of a problem that has been told. */
  private readonly unknown = new Set<NodeId>();

  constructor(text: string, scope: Scope, given: ReadonlyMap<string, Shape>) {
    this.text = text;
    this.scope = scope;
    this.given = given;
  }

  build(): Built {
    const inputs = inputNames(this.scope).map(({ name, span, statement }) => {
      const initial = initialValue(statement, this.given.get(name) ?? SCALAR);
      this.stored += sizeOf(shapeOf(initial));
      const id = this.nextId();
      const base = { id, name: '', named: false, operands: [], shape: shapeOf(initial), span, block: null };
      this.drafts.push({ kind: 'input', op: null, initial, ...base });
      this.names.set(name, id);
      this.name(id, name);
      return id;
    });
    for (const name of this.scope.bindings.keys()) {
      if (!this.names.has(name)) {
        this.begin(name);
        this.run();
      }
    }
    const { output } = this.scope;
    if (output === null) throw new Error('buildGraph needs a program with an output');
    this.tasks.push(this.task(partsOf(output.expr, this.scope), new Map(), null, null));
    this.run();
    const result = this.stack.pop() as NodeId;
    if (output.name !== null && !this.names.has(output.name.name) && this.name(result, output.name.name)) {
      this.names.set(output.name.name, result);
    }
    if (this.problems.length > 0) return { graph: null, problems: this.problems };
    return { graph: this.finish(inputs, result), problems: [] };
  }

  private nextId(): NodeId {
    return this.drafts.length as NodeId;
  }

  /** Names a node unless it has a name: a second one (`a = x`) is an alias and draws nothing. */
  private name(id: NodeId, name: string): boolean {
    const draft = this.drafts[id] as Draft;
    if (draft.named) return false;
    draft.name = name;
    draft.named = true;
    return true;
  }

  private task(
    parts: readonly Expr[],
    params: ReadonlyMap<string, NodeId>,
    block: BlockId | null,
    binds: string | null,
  ): Task {
    return { parts, next: 0, params, block, binds };
  }

  /** Starts on the expression that a name is bound to. */
  private begin(name: string): void {
    const statement = this.scope.bindings.get(name);
    if (statement?.kind !== 'bind') throw new Error(`nothing is bound to ${name}`);
    this.tasks.push(this.task(partsOf(statement.value, this.scope), new Map(), null, name));
  }

  /** Works until no task is left. A task that needs another's result is put off until it is there. */
  private run(): void {
    for (let task = this.tasks.at(-1); task !== undefined; task = this.tasks.at(-1)) {
      const part = task.parts[task.next];
      if (part === undefined) this.close(this.tasks.pop() as Task);
      else this.visit(part, task);
    }
  }

  private visit(part: Expr, task: Task): void {
    switch (part.kind) {
      case 'number': {
        const parent = task.parts[task.next + 1];
        const signed = parent?.kind === 'unary' && parent.operand === part ? parent : null;
        const number = signed === null ? part.value : (literalNumber(signed) as number);
        this.constant(number, signed ?? part, task.block);
        task.next += signed === null ? 1 : 2;
        return;
      }
      case 'name': {
        const id = task.params.get(part.name) ?? this.names.get(part.name);
        if (id !== undefined) this.stack.push(id);
        else if (this.scope.bindings.has(part.name)) return this.begin(part.name);
        else if (part.name === PI) this.pi(part);
        else throw new Error(`unresolved name ${part.name}`);
        break;
      }
      case 'unary':
        if (part.operator === '-') this.applyNamed('neg', [part.operand], part, task.block);
        break;
      case 'binary':
        this.applyNamed(infixOf(part.operator), [part.left, part.right], part, task.block);
        break;
      case 'call':
        task.next += 1;
        return this.call(part, task);
      case 'array': {
        const literal = literalOf(part);
        if (literal !== null) this.constant(literal, part, task.block);
        else this.applyNamed('stack', part.items, part, task.block);
        break;
      }
      case 'index': {
        const { index } = indicesOf(part);
        this.apply(ITEM, { index }, [part.object], part, task.block);
        break;
      }
      case 'transpose':
        this.applyNamed('transpose', [part.operand], part, task.block);
        break;
      case 'hole':
        throw new Error(`buildGraph needs a program without problems, but found a ${part.kind}`);
    }
    task.next += 1;
  }

  private constant(value: Value, { from, to }: Span, block: BlockId | null): NodeId {
    const id = this.nextId();
    const base = {
      id,
      name: '',
      named: false,
      operands: [],
      shape: shapeOf(value),
      span: { from, to },
      block,
    };
    this.drafts.push({ kind: 'constant', op: null, value, ...base });
    this.stack.push(id);
    return id;
  }

  private pi(span: Span): void {
    const id = this.constant(Math.PI, span, null);
    this.name(id, PI);
    this.names.set(PI, id);
  }

  private applyNamed(name: string, parts: readonly Expr[], whole: Expr, block: BlockId | null): void {
    const op = findOp(name);
    if (op === undefined) throw new Error(`the table has no operation ${name}`);
    this.apply(op, NO_SETTINGS, parts, whole, block);
  }

  /** Adds an operation on the last operands, which came from `parts`. */
  private apply(
    op: Op,
    settings: Settings,
    parts: readonly Expr[],
    whole: Expr,
    block: BlockId | null,
  ): void {
    const operands = this.take(parts.length);
    const id = this.nextId();
    const span = { from: whole.from, to: whole.to };
    const shape = this.shapeFor(op, settings, operands, parts, whole, id);
    const settled =
      op.kind === 'array' && !this.unknown.has(id)
        ? op.settle(
            operands.map((u) => (this.drafts[u] as Draft).shape),
            settings,
          )
        : settings;
    const base = { id, name: '', named: false, operands, shape, span, block };
    this.drafts.push({ kind: 'op', op, settings: settled, ...base });
    this.stack.push(id);
  }

  /** The shape of an operation; where operands do not fit, one problem, and silence about all that follows from it. */
  private shapeFor(
    op: Op,
    settings: Settings,
    operands: readonly NodeId[],
    parts: readonly Expr[],
    whole: Expr,
    id: NodeId,
  ): Shape {
    if (op.kind === 'elementwise' && operands.every((u) => this.drafts[u]?.shape === SCALAR)) {
      if (this.unknown.size > 0 && operands.some((u) => this.unknown.has(u))) this.unknown.add(id);
      return SCALAR;
    }
    if (operands.some((u) => this.unknown.has(u))) {
      this.unknown.add(id);
      return SCALAR;
    }
    const shapes = operands.map((u) => (this.drafts[u] as Draft).shape);
    const infix = whole.kind === 'binary' ? whole.operator : undefined;
    const name = (slot: number) =>
      nameOf(this.text, parts[slot], SLOTS[infix === undefined ? 2 : slot] as string, infix);
    const fitting = resultShape(op, shapes, settings, name);
    const shape = isMisfit(fitting) ? fitting : (this.refused(op, operands, shapes, name) ?? fitting);
    if (!isMisfit(shape)) {
      this.stored += sizeOf(shape);
      if (this.stored <= MAX_STORE) return shape.length === 0 ? SCALAR : shape;
      if (!this.problems.some((p) => p.kind === 'limit')) this.problems.push(storeProblem(whole));
      return SCALAR;
    }
    const problem = shapeProblem(shape, this.text, whole, shapes);
    // A function's body is looked at once for each call; what is wrong in it is told once.
    if (!this.problems.some((p) => p.from === problem.from && p.to === problem.to))
      this.problems.push(problem);
    this.unknown.add(id);
    return SCALAR;
  }

  private refused(
    op: Op,
    operands: readonly NodeId[],
    shapes: readonly Shape[],
    name: NameOf,
  ): Misfit | null {
    if (op.kind !== 'array' || op.refuses === undefined) return null;
    const constants = operands.map((u) => {
      const draft = this.drafts[u];
      return draft?.kind === 'constant' ? draft.value : null;
    });
    return op.refuses(constants, shapes, name);
  }

  /** The last operands, in the order they were written. */
  private take(count: number): NodeId[] {
    if (count === 0) return [];
    const last = this.stack.pop() as NodeId;
    if (count === 1) return [last];
    if (count === 2) return [this.stack.pop() as NodeId, last];
    return [...this.stack.splice(this.stack.length - count + 1, count - 1), last];
  }

  private call(call: CallExpr, task: Task): void {
    const defined = this.scope.functions.get(call.callee);
    if (defined === undefined) {
      const op = calledOp(call);
      if (op === undefined) throw new Error(`unresolved function ${call.callee}`);
      const { operands, settings } = this.arrange(call, argumentsOf(call), op);
      this.apply(this.meant(op, call, operands.length), settingsFrom(settings), operands, call, task.block);
      return;
    }
    this.arrange(call, call.args, calleeOf(defined));
    const inputs = this.take(defined.params.length);
    const block = (this.blocks.push(null) - 1) as BlockId;
    const params = new Map(defined.params.map((p, i) => [p.name, inputs[i] as NodeId]));
    this.tasks.push(this.task(partsOf(defined.body, this.scope), params, block, null));
    this.pendingBlocks.set(block, { call, parent: task.block, inputs });
  }

  /** `max(x)` of a single number is that number, by the operation that compares several. */
  private meant(op: Op, call: CallExpr, operands: number): Op {
    const named = findOp(call.callee);
    const last = this.drafts[this.stack.at(-1) as NodeId];
    const plain = operands === 1 && call.args.length === 1 && last?.shape === SCALAR;
    return plain && named !== undefined ? named : op;
  }

  private readonly pendingBlocks = new Map<
    BlockId,
    { call: CallExpr; parent: BlockId | null; inputs: readonly NodeId[] }
  >();

  /** Puts keyword arguments, evaluated in the order they are written, into the order of the parameters. */
  private arrange(call: CallExpr, args: readonly Argument[], callee: Callee): Placed {
    const placed = placeArguments(args, callee);
    if (placed === null) throw new Error(`the arguments of ${call.callee} were not checked`);
    if (args.every((a) => a.keyword === null)) return placed;
    const wanted = new Set(placed.operands);
    const written = args.map((a) => a.value).filter((value) => wanted.has(value));
    const values = this.take(written.length);
    const idOf = new Map(written.map((value, i) => [value, values[i] as NodeId]));
    for (const expr of placed.operands) this.stack.push(idOf.get(expr) as NodeId);
    return placed;
  }

  private close(task: Task): void {
    const result = this.stack.at(-1) as NodeId;
    if (task.binds !== null) {
      this.stack.pop();
      this.names.set(task.binds, result);
      this.name(result, task.binds);
    }
    const pending = task.block === null ? undefined : this.pendingBlocks.get(task.block);
    if (pending !== undefined && task.block !== null) {
      const { call, parent, inputs } = pending;
      const span = { from: call.from, to: call.to };
      this.blocks[task.block] = { id: task.block, name: call.callee, span, parent, inputs, output: result };
      this.pendingBlocks.delete(task.block);
    }
  }

  private finish(inputs: readonly NodeId[], output: NodeId): Graph {
    const taken = new Set([...this.names.keys(), ...this.scope.bindings.keys()]);
    const operationName = numbering('v', taken);
    const constantName = numbering('c', taken);
    for (const draft of this.drafts) {
      if (!draft.named) draft.name = draft.kind === 'constant' ? constantName() : operationName();
    }
    const blocks = this.blocks.filter((b) => b !== null);
    return new BuiltGraph(this.drafts, inputs, output, blocks, this.names);
  }
}

function storeProblem({ from, to }: Span): Problem {
  const most = grouped(MAX_STORE);
  return {
    kind: 'limit',
    message: `Here all values together pass ${most} numbers, the most that is kept.`,
    from,
    to,
  };
}
