import type { Explanation, Formula, Piece, Quantity } from '../explain/explanation.ts';
import { textWidth } from '../scene/text.ts';

/** What a lecture hall reads of a step: some words, and its formula. */
export interface LectureLine {
  readonly words: readonly Piece[];
  readonly formula: readonly Piece[];
}

export interface Room {
  /** Of one line, and the size of its letters, in pixels. */
  readonly width: number;
  readonly size: number;
  /** How many lines there are for the words and for the formula. */
  readonly words: number;
  readonly formula: number;
  /** What else stands in the line of the formula is so wide. */
  readonly aside: number;
}

/** A line that has to be broken is not filled to its end. */
const BROKEN = 0.86;

/**
 * The words of a step as far as there is room for them, sentence by sentence, and its formula: as much of it as fits,
 * the result always. Nothing is cut; what there is no room for is left out.
 * @param isEnd whether this is the last step, whose last sentence says what the run was for
 */
export function lectureLine(told: Explanation, isEnd: boolean, room: Room): LectureLine {
  const { size, aside } = room;
  const fits = (pieces: readonly Piece[], lines: number, width: number): boolean => {
    const length = pieces.reduce((sum, { text }) => sum + textWidth(text, size, 'sans'), 0);
    return length <= (lines === 1 ? width : lines * width * BROKEN);
  };
  const formulas = formulasOf(told);
  const lines = formulas.length === 0 ? room.words + room.formula : room.words;
  const sentences = sentencesOf(told.sentence);
  const shorter = sentences.map((_, i) => sentences.slice(0, sentences.length - i).flat());
  const last = sentences.at(-1) ?? [];
  const title = [plain(told.rule === '' ? told.title : `${told.title}: ${told.rule}`)];
  const choices = isEnd && sentences.length > 1 ? [sentences.flat(), last, ...shorter.slice(1)] : shorter;
  return {
    words: [...choices, title].find((choice) =>
      fits(choice, lines, formulas.length === 0 ? room.width - aside : room.width),
    ) ?? [plain(told.title)],
    formula:
      formulas.find((formula) => fits(formula, room.formula, room.width - aside)) ?? formulas.at(-1) ?? [],
  };
}

const plain = (text: string, quantity: Quantity | null = null): Piece => ({
  text,
  quantity,
  node: null,
  style: 'plain',
});

/** A sentence in pieces as sentences in pieces; the space between two goes with the first. */
function sentencesOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const sentences: Piece[][] = [[]];
  for (const piece of pieces) {
    const isWords = piece.node === null && piece.quantity === null && piece.style === 'plain';
    const parts = isWords ? piece.text.split(/(?<=[.:;] )(?=\S)|(?<=\. ?)$/u) : [piece.text];
    parts.forEach((text) => {
      sentences.at(-1)?.push({ ...piece, text });
      if (isWords && /\. ?$/u.test(text)) sentences.push([]);
    });
  }
  return sentences.filter((sentence) => sentence.some(({ text }) => text.trim() !== ''));
}

/** The formula of a step, the longest first: in symbols, with numbers, its result. */
function formulasOf({ symbols, numbers, result }: Explanation): readonly (readonly Piece[])[] {
  const end = resultPiece(result);
  const name = /^(.*?) (?:\+?=) /u.exec(symbols.text)?.[1] ?? '';
  // `x̄ += v̄·∂v/∂x = v̄·y`: the partial by its name, or as it is here.
  const brief = symbols.text.split(' = ').slice(0, -1).join(' = ');
  const named = (formula: readonly Piece[]) =>
    name === '' || !(formula[0]?.text ?? '').startsWith('=') ? formula : [plain(name), ...formula];
  const all = [
    [plain(symbols.text), plain(numbers.text), end],
    ...(/[+=].* = /u.test(symbols.text) ? [[plain(brief), plain(numbers.text), end]] : []),
    named([plain(numbers.text), end]),
    [plain(symbols.text), end],
    named([end]),
  ];
  return all
    .map((pieces) => spaced(pieces.filter(({ text }) => text !== '')))
    .filter((pieces) => pieces.length > 0);
}

/** A part that begins with its own name is set off. */
const spaced = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.flatMap((piece, i) => {
    const isRelation = /^(?:[=→]|\+=)/u.test(piece.text);
    return i === 0 ? [piece] : [plain(isRelation ? ' ' : ',  '), piece];
  });

const resultPiece = ({ math, text }: Formula): Piece =>
  plain(text, math.findLast(({ quantity }) => quantity !== null)?.quantity ?? null);
