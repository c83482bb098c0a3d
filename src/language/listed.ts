/**
 * Parts with commas between them. Grown by `+`, because the engine shares what it grows so, while `join` copies every
 * letter again at each level of a deep tree.
 */
export function listed(parts: readonly string[]): string {
  let text = '';
  for (const [i, part] of parts.entries()) text += i === 0 ? part : `, ${part}`;
  return text;
}
