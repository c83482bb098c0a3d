import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyFix, problemsText } from '../language/cases.testing.ts';
import { compile } from './compile.ts';

/** Each block a program on one line, then what is wrong with it as `problemsText` tells it. */
const cases = readFileSync(new URL('cases/shapes.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split(/\n{2,}/)
  .filter((block) => !block.startsWith('## '))
  .map((block) => {
    const [source = '', ...expected] = block.split('\n');
    return [source, expected.join('\n')] as const;
  });

describe('shapes that do not fit', () => {
  test.each(cases)('%s', (source, expected) => {
    const start = performance.now();
    const { problems, graph } = compile(source);
    expect(problemsText(source, problems)).toBe(expected);
    expect(graph).toBeNull();
    // What is too large is refused before it is made (within 100 ms); a busy machine gets more.
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test.each(cases.filter(([, expected]) => expected.includes('→ ')))('%s: its fix mends it', (source) => {
    for (const problem of compile(source).problems) {
      const { problems } = compile(applyFix(source, problem));
      // What follows the first slip may have a slip of its own.
      expect(problems.filter((p) => p.from <= problem.from)).toEqual([]);
    }
  });

  test('there are sixty at least', () => expect(cases.length).toBeGreaterThanOrEqual(60));
});
