import type { Slip } from '../autodiff/slips.ts';
import { printValue } from '../base/print-value.ts';
import { random, seedOf, shuffled } from '../base/random.ts';
import { numbersOf, shapeOf, type Value } from '../base/value.ts';
import { grade } from './grade.ts';
import type { PosedChoice, PosedNumber } from './posed-kinds.ts';

const OPTIONS = 4;
/** Larger arrays are not compared at a glance. */
const MOST_ENTRIES = 4;

/**
 * The same question with its answer to be picked: beside the right value stand those of its slips, then numbers near
 * it, all different as they are printed. The order hangs on the question, so that it does not jump. Null for arrays
 * that are too large to compare.
 */
export function pickOf(posed: PosedNumber): PosedChoice | null {
  const { expected, slips, quantity, key, prompt, hints, node = null, name } = posed;
  if (numbersOf(expected).length > MOST_ENTRIES) return null;
  const made = new Map<string, Slip | null>([[printValue(expected), null]]);
  const put = (value: Value, slip: Slip | null): void => {
    const text = printValue(value);
    if (made.size >= OPTIONS || made.has(text)) return;
    // What would be right if it were typed is no wrong option.
    if (grade(text, expected, [], undefined, posed.tolerance).kind !== 'right') made.set(text, slip);
  };
  for (const slip of slips) put(slip.value, slip);
  for (const near of nearTo(expected)) put(near, null);
  const [answer = ''] = made.keys();
  // Of the same question they always come in the same order.
  const options = shuffled([...made.keys()], random(seedOf(`${key}|${prompt}|${answer}`)));
  return {
    kind: 'choice',
    key: `${key}:pick`,
    prompt,
    hints,
    node,
    quantity,
    expected,
    options,
    answer: options.indexOf(answer),
    slips: options.map((option) => made.get(option) ?? null),
    ...(name === undefined ? {} : { name }),
  };
}

/** Values that one could take for it: off by one, by a factor, with the other sign. */
function nearTo(value: Value): readonly Value[] {
  const by = (change: (x: number, i: number) => number): Value =>
    typeof value === 'number'
      ? change(value, 0)
      : { shape: shapeOf(value), data: value.data.map((x, i) => change(x, i)) };
  return [
    by((x) => -x),
    by((x) => x + 1),
    by((x) => 2 * x),
    by((x) => x / 2),
    by((x) => x - 1),
    by((x, i) => (i === 0 ? x + 1 : x)),
    by((x) => (x === 0 || !Number.isFinite(x) ? 0 : 1 / x)),
    by(() => 0),
    by(() => 1),
    by(() => Number.POSITIVE_INFINITY),
  ];
}
