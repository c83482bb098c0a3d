import { jacobian as jacobianOf } from '../index.ts';
import { derivativeCommand } from './derivatives.ts';

export const jacobian = derivativeCommand({
  name: 'jacobian',
  usage: "jacobian 'softmax(z)' 'z=[1,2,0.5]' [--mode reverse|forward|numeric|symbolic] | jacobian --json -",
  about: 'every output by every input, the output’s axes first, and what it took',
  key: 'jacobian',
  digits: 6,
  find(program, inputs, method) {
    const result = jacobianOf(program, inputs, method);
    if (!result.ok) return result;
    const { value, jacobian: byInput, kinks, cost } = result.value;
    const line = [
      'cost',
      `${cost.sweeps} sweeps, ${cost.operations} operations, ${cost.stored} numbers kept`,
    ];
    return { ok: true, value: { value, byInput, kinks, more: { json: { cost }, line } } };
  },
});
