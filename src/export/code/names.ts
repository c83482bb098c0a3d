import { canonicalName } from '../../language/names.ts';

/** What Python keeps for itself, and what the written files call. */
const RESERVED =
  'False None True and as assert async await break class continue def del elif else except finally for from global ' +
  'if import in is lambda nonlocal not or pass raise return try while with yield ' +
  'abs float int len list max min print range sum zip ' +
  'np math sys torch jax jnp functools Value check forward_mode reverse_mode values program gradient pull_back show';

/** Marks above a letter as one says them: x̄ is `x_bar`. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['\u0302', '_hat'],
  ['\u0303', '_tilde'],
  ['\u0304', '_bar'],
  ['\u0305', '_bar'],
  ['\u0307', '_dot'],
  ['\u0308', '_ddot'],
  ['\u030a', '_ring'],
  ['\u20d7', '_vec'],
]);

/** Names for Python: every name of a program as a safe identifier, no two alike. */
export class PythonNames {
  private readonly taken: Set<string>;

  /** @param more names that the file has already given away: those of its helpers */
  constructor(more: Iterable<string> = []) {
    this.taken = new Set([...RESERVED.split(' '), ...more]);
  }

  /** The name if it is free, else the name with `_` behind it, as Python's own style has it. */
  take(name: string): string {
    let free = identifier(name);
    while (this.taken.has(free)) free += '_';
    this.taken.add(free);
    return free;
  }
}

/**
 * A name in the letters of ASCII: `α` is `alpha`, `x̄` is `x_bar`, `Δx` is `Deltax`, anything else `u` and its code.
 * Python would take most letters, but it makes some of them equal (NFKC), and no keyboard has them.
 */
export function identifier(name: string): string {
  let text = '';
  for (const char of name.normalize('NFKD')) {
    if (/^\w$/.test(char)) text += char;
    else text += MARKS.get(char) ?? spelled(char);
  }
  return /^[A-Za-z_]/.test(text) ? text : `_${text}`;
}

function spelled(char: string): string {
  const known = canonicalName(char);
  return /^\w+$/.test(known) ? known : `u${(char.codePointAt(0) ?? 0).toString(16)}`;
}

/** Text as comments, line by line; no character of it can end one. */
export const commented = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u2028\u2029\v\f\x85]/u)
    .map((line) => `# ${plain(line)}`.trimEnd())
    .join('\n');

/** One line of text that may stand in a comment. */
export const plain = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
