import { fail, type Result, succeed } from '../base/problem.ts';
import { numbersOf, shapeOf, type Value, valueFrom } from '../base/value.ts';
import { gradient } from '../index.ts';

/**
 * Gradient descent, so many steps: each input of `wrt` goes down its gradient times the rate.
 * @returns the loss before the first step and after each
 */
export function descend(
  sheet: { readonly program: string; readonly inputs: ReadonlyMap<string, Value> },
  wrt: readonly string[],
  rate: number,
  steps: number,
): Result<{ readonly losses: readonly number[]; readonly inputs: ReadonlyMap<string, Value> }> {
  const inputs = new Map(sheet.inputs);
  const losses: number[] = [];
  for (let step = 0; ; step++) {
    const at = gradient(sheet.program, inputs);
    if (!at.ok) return at;
    const { value, grad } = at.value;
    if (typeof value !== 'number')
      return fail({ kind: 'input', message: 'A loss is one number.', from: 0, to: 0 });
    losses.push(value);
    if (step >= steps) return succeed({ losses, inputs });
    for (const name of wrt) {
      const down = grad.get(name);
      const from = inputs.get(name);
      if (down === undefined || from === undefined) continue;
      const slopes = numbersOf(down);
      inputs.set(
        name,
        valueFrom(
          shapeOf(from),
          numbersOf(from).map((x, i) => x - rate * (slopes[i] as number)),
        ),
      );
    }
  }
}
