import type { Span } from '../base/problem.ts';
import { SCALAR, type Value } from '../base/value.ts';
import { infixOf } from '../language/operators.ts';
import type { CallExpr, Expr, FunctionStatement } from '../language/syntax.ts';
import { postOrder } from '../language/walk.ts';
import { findOp } from '../ops/index.ts';
import { PI, placeArguments } from './check.ts';
import { initialNumber } from './distributions.ts';
import type { Block, BlockId, Edge, Graph, GraphNode, NodeId } from './graph.ts';
import { inputNames } from './inputs.ts';
import { literalNumber, type Scope } from './scope.ts';

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

/**
 * Expands a program that has no problems into its graph: inputs first, then every operation in the order a reader
 * would evaluate it. Function calls are expanded in place and remembered as blocks. Works with explicit stacks, so
 * depth is limited by memory only.
 */
export function buildGraph(scope: Scope): Graph {
  return new Builder(scope).build();
}

class Builder {
  private readonly scope: Scope;
  private readonly drafts: Draft[] = [];
  private readonly blocks: (Block | null)[] = [];
  private readonly names = new Map<string, NodeId>();
  private readonly tasks: Task[] = [];
  /** Finished operands, waiting for the operation that reads them. */
  private readonly stack: NodeId[] = [];
  private readonly partsOf = new Map<FunctionStatement, readonly Expr[]>();

  constructor(scope: Scope) {
    this.scope = scope;
  }

  build(): Graph {
    const inputs = inputNames(this.scope).map(({ name, span, statement }) => {
      const initial = statement === null ? 1 : initialNumber(statement);
      const id = this.nextId();
      const base = { id, name: '', named: false, operands: [], shape: SCALAR, span, block: null };
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
    this.tasks.push(this.task(postOrder(output.expr), new Map(), null, null));
    this.run();
    const result = this.stack.pop() as NodeId;
    if (output.name !== null && !this.names.has(output.name.name) && this.name(result, output.name.name)) {
      this.names.set(output.name.name, result);
    }
    return this.finish(inputs, result);
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
    this.tasks.push(this.task(postOrder(statement.value), new Map(), null, name));
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
        if (part.operator === '-') this.apply('neg', 1, part, task.block);
        break;
      case 'binary':
        this.apply(infixOf(part.operator), 2, part, task.block);
        break;
      case 'call':
        task.next += 1;
        return this.call(part, task);
      case 'array':
      case 'index':
      case 'transpose':
      case 'hole':
        throw new Error(`buildGraph needs a program without problems, but found a ${part.kind}`);
    }
    task.next += 1;
  }

  private constant(value: Value, { from, to }: Span, block: BlockId | null): NodeId {
    const id = this.nextId();
    const base = { id, name: '', named: false, operands: [], shape: SCALAR, span: { from, to }, block };
    this.drafts.push({ kind: 'constant', op: null, value, ...base });
    this.stack.push(id);
    return id;
  }

  private pi(span: Span): void {
    const id = this.constant(Math.PI, span, null);
    this.name(id, PI);
    this.names.set(PI, id);
  }

  private apply(name: string, arity: number, { from, to }: Span, block: BlockId | null): void {
    const op = findOp(name);
    if (op === undefined) throw new Error(`the table has no operation ${name}`);
    const operands = this.take(arity);
    const id = this.nextId();
    const span = { from, to };
    this.drafts.push({ kind: 'op', op, id, name: '', named: false, operands, shape: SCALAR, span, block });
    this.stack.push(id);
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
      const op = findOp(call.callee);
      if (op === undefined) throw new Error(`unresolved function ${call.callee}`);
      this.arrange(call, op.parameters);
      this.apply(op.name, call.args.length, call, task.block);
      return;
    }
    const parameters = defined.params.map((p) => ({ name: p.name, fallback: null }));
    this.arrange(call, parameters);
    const inputs = this.take(parameters.length);
    const block = (this.blocks.push(null) - 1) as BlockId;
    const params = new Map(parameters.map((p, i) => [p.name, inputs[i] as NodeId]));
    this.tasks.push(this.task(this.bodyOf(defined), params, block, null));
    this.pendingBlocks.set(block, { call, parent: task.block, inputs });
  }

  private readonly pendingBlocks = new Map<
    BlockId,
    { call: CallExpr; parent: BlockId | null; inputs: readonly NodeId[] }
  >();

  /** Puts keyword arguments, evaluated in the order they are written, into the order of the parameters. */
  private arrange(call: CallExpr, parameters: Parameters<typeof placeArguments>[1]): void {
    if (call.args.every((a) => a.keyword === null)) return;
    const values = this.take(call.args.length);
    const idOf = new Map(call.args.map((a, i) => [a.value, values[i] as NodeId]));
    for (const expr of placeArguments(call.args, parameters) ?? []) {
      this.stack.push(idOf.get(expr) as NodeId);
    }
  }

  private bodyOf(statement: FunctionStatement): readonly Expr[] {
    const known = this.partsOf.get(statement);
    if (known !== undefined) return known;
    const parts = postOrder(statement.body);
    this.partsOf.set(statement, parts);
    return parts;
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

/** Looks names and uses up only when somebody asks, since a program may have a million nodes. */
class BuiltGraph implements Graph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
  readonly blocks: readonly Block[];
  private readonly given: ReadonlyMap<string, NodeId>;
  private namesOnce: ReadonlyMap<string, NodeId> | null = null;
  private usesOnce: readonly (readonly Edge[])[] | null = null;

  constructor(
    nodes: readonly GraphNode[],
    inputs: readonly NodeId[],
    output: NodeId,
    blocks: readonly Block[],
    given: ReadonlyMap<string, NodeId>,
  ) {
    this.nodes = nodes;
    this.inputs = inputs;
    this.output = output;
    this.blocks = blocks;
    this.given = given;
  }

  get names(): ReadonlyMap<string, NodeId> {
    if (this.namesOnce === null) {
      const names = new Map(this.given);
      for (const { name, id } of this.nodes) names.set(name, id);
      this.namesOnce = names;
    }
    return this.namesOnce;
  }

  get uses(): readonly (readonly Edge[])[] {
    if (this.usesOnce === null) {
      const uses: Edge[][] = this.nodes.map(() => []);
      for (const { id: consumer, operands } of this.nodes) {
        operands.forEach((operand, slot) => {
          (uses[operand] as Edge[]).push({ operand, consumer, slot });
        });
      }
      this.usesOnce = uses;
    }
    return this.usesOnce;
  }
}

/** `v1, v2, …`, leaving out names the program uses itself. */
function numbering(letter: string, taken: ReadonlySet<string>): () => string {
  let count = 0;
  return () => {
    do count += 1;
    while (taken.has(`${letter}${count}`));
    return `${letter}${count}`;
  };
}
