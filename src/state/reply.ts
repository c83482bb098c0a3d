import type { SlipKind } from '../autodiff/slips.ts';
import type { Grade } from './grade.ts';
import type { StepQuestion } from './question.ts';

/** Where a wrong answer looks like no slip. */
export const TRY_AGAIN = 'Not yet. Try once more, or let it be shown.';

/** What is said to an answer that is not right. */
export function replyTo(
  grade: Exclude<Grade, { kind: 'right' }>,
  quantity: StepQuestion['quantity'],
): string {
  switch (grade.kind) {
    case 'unread':
      return grade.message;
    case 'slip':
      return slipReply(grade.slip, quantity, grade.inPart);
    case 'near':
      return 'Close: give it with three digits.';
    case 'some':
      return `Not yet: ${grade.right === 1 ? '1 entry is' : `${grade.right} entries are`} right of ${grade.of}.`;
    case 'wrong':
      return TRY_AGAIN;
  }
}

/** What a wrong answer looks like, and what to do about it; said of the quantity that is asked for. */
export function slipReply(slip: SlipKind, quantity: StepQuestion['quantity'], inPart = false): string {
  switch (slip) {
    case 'sign':
      return inPart
        ? 'Almost: one of the parts that are added has the wrong sign.'
        : 'Almost: the size is right, its sign is not.';
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
