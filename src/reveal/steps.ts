/** More marks than this on one slide nobody presses through; a longer list ends here. */
const most = 1000;

const item = /^(?:(\d{1,15})|(\d{1,15})-(\d{1,15}|last)?|(all)|(last))$/iu;

/** The text with `0 - 9` and `0, 4` written as `0-9` and `0 4`. */
const items = (text: string): readonly string[] =>
  text
    .trim()
    .replaceAll('–', '-')
    .replace(/\s+-\s+/gu, '-')
    .split(/[\s,;]+/u)
    .filter((word) => word !== '');

/**
 * The steps that `data-steps` names, in the order in which the deck shows them: numbers, ranges (`2-6`, also
 * downwards, and `4-` to the end), `last`, and `all`, which an empty text means too. `last` is the last step of the
 * graph, null while that is unknown; then so is a list that needs it. What is beyond the end counts as the end, what
 * follows itself counts once (a press of the remote must show something), and what cannot be read is left out.
 */
export function readSteps(text: string, last: number | null): readonly number[] | null {
  const words = items(text);
  const steps: number[] = [];
  const push = (step: number): void => {
    const inside = last === null ? step : Math.min(step, last);
    if (steps.at(-1) !== inside) steps.push(inside);
  };
  for (const word of words.length === 0 ? ['all'] : words) {
    const [, one, from, to, all, end] = item.exec(word) ?? [];
    const needsLast =
      all !== undefined || end !== undefined || (from !== undefined && !/^\d/u.test(to ?? ''));
    if (needsLast && last === null) return null;
    if (one !== undefined) push(Number(one));
    else if (end !== undefined) push(last ?? 0);
    else if (all !== undefined) between(0, last ?? 0, last).forEach(push);
    else if (from !== undefined)
      between(Number(from), needsLast ? (last ?? 0) : Number(to), last).forEach(push);
  }
  return steps.slice(0, most);
}

/** The words of a list that mean nothing, for a note to its author. */
export const unreadable = (text: string): readonly string[] => items(text).filter((word) => !item.test(word));

/** Both ends included; a range that nobody reaches the end of is cut before it is made. */
function between(from: number, to: number, last: number | null): readonly number[] {
  const [first, final] = last === null ? [from, to] : [Math.min(from, last), Math.min(to, last)];
  const count = Math.min(Math.abs(final - first), most) + 1;
  return Array.from({ length: count }, (_, i) => first + Math.sign(final - first) * i);
}
