/** What a lesson says its answer comes from: `answer_from`, taken apart. */
export interface AnswerFrom {
  /** Whose program and numbers are meant; null for the lesson's own. */
  readonly variant: string | null;
  /** `value`, `node`, `grad`, `tangent2`, `expr` and the like; empty where it says none. */
  readonly kind: string;
  /** All that stands behind the kind. */
  readonly rest: string;
  /** `rest` as a name and a place in what it holds: `W[0,1]`. */
  readonly name: string;
  readonly place: readonly number[];
}

export function answerFrom(text: string): AnswerFrom {
  let [variant, from]: [string | null, string] = [null, text];
  for (;;) {
    const found = /^variant:([^:]*):(.*)$/su.exec(from);
    if (found === null) break;
    [, variant = '', from = ''] = found;
  }
  const [, kind = '', rest = ''] = /^([a-z]+\d*)(?::(.*))?$/su.exec(from) ?? [];
  return { variant, kind, rest, ...placeIn(rest) };
}

/** `W[0,1]` as a name and a place in what it holds. */
export function placeIn(text: string): Pick<AnswerFrom, 'name' | 'place'> {
  const [, name = text, inside = ''] = /^([^[]*)\[([\d,\s]*)\]$/u.exec(text) ?? [];
  return { name, place: inside === '' ? [] : inside.split(',').map(Number) };
}

/** Which of the lesson's directions a kind of answer is in, from 0; null where it is no tangent. */
export function passIn(kind: string): number | null {
  const pass = /^tangent(\d+)$/u.exec(kind)?.[1];
  return pass === undefined ? null : Number(pass) - 1;
}
