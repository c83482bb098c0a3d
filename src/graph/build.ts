import type { Span } from '../base/problem.ts';
import { SCALAR, type Value } from '../base/value.ts';
import { infixOf } from '../language/operators.ts';
import type { CallExpr, Expr, FunctionStatement } from '../language/syntax.ts';
import { postOrder } from '../language/walk.ts';
import { findOp } from '../ops/index.ts';
import type { Op } from '../ops/op.ts';
import { PI, placeArguments } from './check.ts';
import { initialNumber } from './distributions.ts';
import type { Block, BlockId, Edge, Graph, GraphNode, NodeId } from './graph.ts';
import { inputNames } from './inputs.ts';
import { literalNumber, type Scope } from './scope.ts';

/** A node while its graph is being built; its name is settled at the end. */
interface Draft {
  readonly kind: GraphNode['kind'];
  readonly op: Op | null;
  readonly number: Value;
  readonly operands: readonly NodeId[];
  readonly span: Span;
  readonly block: BlockId | null;
  name: string | null;
}

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
      const number = statement === null ? 1 : initialNumber(statement);
      const id = this.add({ kind: 'input', op: null, number, operands: [], span, block: null, name });
      this.names.set(name, id);
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
    const draft = this.drafts[result] as Draft;
    if (output.name !== null && draft.name === null && !this.names.has(output.name.name)) {
      draft.name = output.name.name;
      this.names.set(output.name.name, result);
    }
    return this.finish(inputs, result);
  }

  private add(draft: Draft): NodeId {
    return (this.drafts.push(draft) - 1) as NodeId;
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

  private constant(number: number, span: Span, block: BlockId | null): void {
    const at = { from: span.from, to: span.to };
    this.stack.push(
      this.add({ kind: 'constant', op: null, number, operands: [], span: at, block, name: null }),
    );
  }

  private pi(span: Span): void {
    this.constant(Math.PI, span, null);
    const id = this.stack.at(-1) as NodeId;
    (this.drafts[id] as Draft).name = PI;
    this.names.set(PI, id);
  }

  private apply(name: string, arity: number, span: Span, block: BlockId | null): void {
    const op = findOp(name);
    if (op === undefined) throw new Error(`the table has no operation ${name}`);
    const operands = this.stack.splice(this.stack.length - arity, arity);
    const at = { from: span.from, to: span.to };
    this.stack.push(this.add({ kind: 'op', op, number: 0, operands, span: at, block, name: null }));
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
    const inputs = this.stack.splice(this.stack.length - parameters.length, parameters.length);
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
    const values = this.stack.splice(this.stack.length - call.args.length, call.args.length);
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
      const draft = this.drafts[result] as Draft;
      // A second name for the same node (`a = x`) is an alias and draws nothing.
      if (draft.name === null) draft.name = task.binds;
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
    const uses: Edge[][] = this.drafts.map(() => []);
    const nodes = this.drafts.map((draft, i): GraphNode => {
      const id = i as NodeId;
      draft.operands.forEach((operand, slot) => {
        (uses[operand] as Edge[]).push({ operand, consumer: id, slot });
      });
      const name = draft.name ?? (draft.kind === 'constant' ? constantName() : operationName());
      const { operands, span, block } = draft;
      const base = { id, name, named: draft.name !== null, operands, shape: SCALAR, span, block };
      if (draft.op !== null) return { ...base, kind: 'op', op: draft.op };
      return draft.kind === 'input'
        ? { ...base, kind: 'input', op: null, initial: draft.number }
        : { ...base, kind: 'constant', op: null, value: draft.number };
    });
    const names = new Map(this.names);
    for (const node of nodes) names.set(node.name, node.id);
    return { nodes, inputs, output, blocks: this.blocks.filter((b) => b !== null), names, uses };
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
