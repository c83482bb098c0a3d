import { gradient } from '../index.ts';
import { derivativeCommand } from './derivatives.ts';

export const grad = derivativeCommand({
  name: 'grad',
  usage: "grad 'x1*x2+sin(x1)' x1=2 x2=5 [--mode reverse|forward|numeric|symbolic] | grad --json -",
  about: 'the value of a program and its derivative by every input',
  key: 'grad',
  digits: 10,
  find(program, inputs, method) {
    const result = gradient(program, inputs, method);
    if (!result.ok) return result;
    const { value, grad: byInput, kinks } = result.value;
    return { ok: true, value: { value, byInput, kinks } };
  },
});
