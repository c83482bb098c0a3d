import { toNested } from '../base/value.ts';
import type { Problem, Result, Value } from '../index.ts';
import { type Io, UsageError } from './io.ts';

/** One item of a batch, as it came: nothing about it has been checked but that it is an object. */
export interface Item {
  readonly [key: string]: unknown;
}

/** Numbers that JSON lacks become strings. */
export function jsonNumber(value: number): number | string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  return value === Number.NEGATIVE_INFINITY ? '-Infinity' : value;
}

/** A value as JSON writes it: a number, or arrays in arrays. */
export const jsonValue = (value: Value): unknown => toNested(value, jsonNumber);

/** A record that any name may be a key of, `__proto__` too. */
export function jsonRecord<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const record = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}

/** Only what a reader of the contract expects of a problem. */
export const jsonProblem = ({ kind, message, from, to, hint, fix }: Problem) => ({
  kind,
  message,
  from,
  to,
  ...(hint === undefined ? {} : { hint }),
  ...(fix === undefined ? {} : { fix }),
});

const inputProblem = (message: string): Problem => ({ kind: 'input', message, from: 0, to: 0 });

/** What a command says to one item: its program, its inputs by name, and whatever else it holds. */
type Answer = (
  program: string,
  inputs: Readonly<Record<string, unknown>>,
  item: Item,
) => Result<Readonly<Record<string, unknown>>>;

/**
 * Reads a JSON array of items from standard input and answers each, in order. An item that fails, whatever the
 * reason, answers with its own error and the others go on.
 */
export async function runBatch(io: Io, answer: Answer): Promise<void> {
  const items = parseItems(await io.stdin());
  const answers = items.map((item) => {
    const id = isItem(item) ? (item['id'] ?? null) : null;
    const result = safely(() => answerOne(item, answer));
    return JSON.stringify(result.ok ? { id, ...result.value } : { id, error: jsonProblem(result.problem) });
  });
  io.out(`[${answers.join(',\n')}]\n`);
}

function answerOne(item: unknown, answer: Answer): Result<Readonly<Record<string, unknown>>> {
  if (!isItem(item))
    return { ok: false, problem: inputProblem('An item is an object with an id and a program.') };
  const program = item['program'];
  if (typeof program !== 'string')
    return { ok: false, problem: inputProblem('The item has no program text.') };
  const inputs = itemInputs(item);
  return inputs.ok ? answer(program, inputs.value, item) : inputs;
}

const isItem = (item: unknown): item is Item =>
  typeof item === 'object' && item !== null && !Array.isArray(item);

function parseItems(text: string): readonly unknown[] {
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    throw new UsageError('standard input is not JSON');
  }
  if (!Array.isArray(items)) throw new UsageError('standard input is not a JSON array of items');
  return items;
}

/** A batch outlives even a fault of ours, or a program that takes more memory than there is. */
function safely<T>(work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return {
      ok: false,
      problem: { kind: 'limit', message: `This could not be computed: ${reason}`, from: 0, to: 0 },
    };
  }
}

/** One of the allowed words, or a problem that lists them. */
export function oneOf<T extends string>(
  what: string,
  given: unknown,
  allowed: readonly T[],
  initial: T,
): Result<T> {
  if (given === undefined || given === null) return { ok: true, value: initial };
  const found = allowed.find((word) => word === given);
  return found === undefined
    ? { ok: false, problem: inputProblem(`The ${what} is one of ${allowed.join(', ')}.`) }
    : { ok: true, value: found };
}

/** The inputs of an item: an object of values by name, or nothing. */
function itemInputs(item: Item): Result<Readonly<Record<string, unknown>>> {
  const given = item['inputs'];
  if (given === undefined || given === null) return { ok: true, value: {} };
  return isItem(given)
    ? { ok: true, value: given }
    : { ok: false, problem: inputProblem('The inputs are an object of values by name.') };
}
