/** A range of UTF-16 code units in the program text, 0-based, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type ProblemKind = 'syntax' | 'unknown-name' | 'arity' | 'shape' | 'definition' | 'limit' | 'input';

/** A certain repair: replace the text of the span by `insert`. `title` is the words on its button. */
export interface Fix extends Span {
  readonly insert: string;
  readonly title: string;
}

/**
 * What is wrong, in a student's words, at the characters that cause it. Problems are values; nothing the user can
 * type makes the program throw. There is one problem for one cause.
 */
export interface Problem extends Span {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly hint?: string;
  readonly fix?: Fix;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (problem: Problem): Result<never> => ({ ok: false, problem });

/** At the end of a `switch` without `default`: a new case becomes a compile error here. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
