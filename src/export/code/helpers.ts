/** Functions that a written file defines for itself, by name; only those it calls are put into it. */
export type Helpers = ReadonlyMap<string, string>;

/** The helpers that some text calls, and those that these call, in the order of the table. */
export function helpersFor(text: string, helpers: Helpers): readonly string[] {
  const wanted = new Set<string>();
  const texts = [text];
  for (let i = 0; i < texts.length; i++) {
    for (const [name, source] of helpers) {
      if (wanted.has(name) || !calls(texts[i] as string, name)) continue;
      wanted.add(name);
      texts.push(source);
    }
  }
  return [...helpers].flatMap(([name, source]) => (wanted.has(name) ? [source] : []));
}

const calls = (text: string, name: string): boolean => new RegExp(`(?<![\\w.])${name}\\(`).test(text);

/** A table of helpers from their sources: each begins `def name(` or `name = `. */
export const helperTable = (...sources: readonly string[]): Helpers =>
  new Map(
    sources.map((source) => {
      const [, name = ''] = /^(?:def )?(\w+)/.exec(source.trim()) ?? [];
      return [name, source.trim()];
    }),
  );
