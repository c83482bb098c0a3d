/**
 * The candidate a slip of the keyboard away from `name`, or null: one edit for short names, two for longer ones. Case
 * counts little: `ReLu` is near `relu`.
 */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  if (name.length > 40) return null;
  const allowed = name.length <= 4 ? 1 : 2;
  let best: string | null = null;
  let least = allowed + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > allowed) continue;
    const sameLetters = candidate.toLowerCase() === name.toLowerCase();
    // Of one or two letters, every name is near every other.
    if (!sameLetters && Math.min(candidate.length, name.length) < 3) continue;
    const d = sameLetters ? 0.5 : distance(name, candidate);
    if (d < least) [best, least] = [candidate, d];
  }
  return best;
}

/** Edits between two words: insert, delete, replace, swap neighbours (Damerau 1964, optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replace, (previous[j] as number) + 1, (current[j - 1] as number) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] as number) + 1);
      }
      current.push(least);
    }
    [before, previous] = [previous, current];
  }
  return previous[b.length] as number;
}
