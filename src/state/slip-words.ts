import type { SlipKind } from '../autodiff/slips.ts';
import type { StepQuestion } from './question.ts';

/** The answer to a wrong answer that looks like no slip. */
export const NOT_YET = 'Not yet. Try once more, or let it be shown.';

/** What a wrong answer looks like, and what to do about it; said of the quantity that is asked for. */
export function slipReply(slip: SlipKind, quantity: StepQuestion['quantity']): string {
  switch (slip) {
    case 'sign':
      return 'Almost: the size is right, its sign is not.';
    case 'upstream':
      return quantity === 'tangent'
        ? 'That is the slope of the operation alone. Multiply it by how fast its operand moves.'
        : 'That is the local partial alone. Multiply it by the adjoint that comes from above.';
    case 'overwrite':
      return quantity === 'tangent'
        ? 'That is one term of the sum. Both operands move, and their terms are added.'
        : 'That is what arrives now. Add it to what had arrived before.';
    case 'swap':
      return quantity === 'value'
        ? 'That has the operands the other way round.'
        : 'That is the local partial by the other operand. Which one is asked for?';
    case 'degrees':
      return 'That takes the angle in degrees. Here an angle is in radians.';
  }
}
