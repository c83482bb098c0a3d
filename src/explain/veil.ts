import type { Explanation, Formula, MathPiece, Piece } from './explanation.ts';
import { latexOf, plain, words } from './notation.ts';

/**
 * What a step says of itself before its result is told: `?` stands for the number it computes, and whatever would give
 * that away is left out. What the step reads stays.
 */
export function veiled(explanation: Explanation): Explanation {
  const { callout } = explanation;
  const sentence = explanation.sentence.map(veiledPiece).filter(({ text }) => text !== '');
  const [symbols, numbers, result] = [
    veiledFormula(explanation.symbols),
    veiledFormula(explanation.numbers),
    veiledFormula(explanation.result),
  ];
  const lines = [symbols, numbers, result].filter(({ text }) => text !== '');
  return {
    ...explanation,
    sentence,
    symbols,
    numbers,
    result,
    // A warning speaks of the value, or of the derivative at a kink.
    notice: null,
    callout: callout === null ? null : { ...callout, pieces: callout.pieces.map(veiledPiece) },
    text: [plain(sentence), ...lines.map(({ text }) => text)].filter((text) => text !== '').join(' '),
    latex: lines.map(({ math }) => latexOf(math)).join(' '),
  };
}

const NOTHING: Formula = { math: [], text: '' };

/**
 * The same before any help was taken: neither the rule in words nor the numbers it is about, since to find them is half
 * of the answer. The formula in symbols stays, for where the lecturer asks.
 * @param explanation as `veiled` leaves it
 */
export function unaided(explanation: Explanation): Explanation {
  const { shapes, ...rest } = explanation;
  return {
    ...rest,
    sentence: [words('Which numbers does this step read, and what does it make of them?')],
    numbers: NOTHING,
    callout: null,
    text: `${rest.title}: its number is asked for.`,
    latex: '',
  };
}

function veiledPiece({ veil, ...piece }: Piece): Piece {
  return veil === undefined ? piece : { ...piece, text: veil };
}

function veiledFormula({ math, text, veil }: Formula): Formula {
  const pieces = math.map(({ veil: own, ...piece }): MathPiece => {
    return own === undefined ? piece : { ...piece, latex: own };
  });
  return { math: pieces.filter(({ latex }) => latex !== ''), text: veil ?? text };
}
