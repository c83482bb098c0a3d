import type { Explanation, Formula, MathPiece, Piece } from './explanation.ts';
import { latexOf, plain } from './notation.ts';

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

function veiledPiece({ veil, ...piece }: Piece): Piece {
  return veil === undefined ? piece : { ...piece, text: veil };
}

function veiledFormula({ math, text, veil }: Formula): Formula {
  const pieces = math.map(({ veil: own, ...piece }): MathPiece => {
    return own === undefined ? piece : { ...piece, latex: own };
  });
  return { math: pieces.filter(({ latex }) => latex !== ''), text: veil ?? text };
}
