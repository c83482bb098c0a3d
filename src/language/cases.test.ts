import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyFix, problemsText, sourceOf, treeText, vocabulary } from './cases.testing.ts';
import { parse } from './parse.ts';

const folder = new URL('./cases/', import.meta.url);
const files = readdirSync(folder);
const linesOf = (file: string) => readFileSync(new URL(file, folder), 'utf8').split('\n');

describe.each(files.filter((file) => file.startsWith('trees')))('%s: source ⇒ tree', (file) => {
  const cases = linesOf(file)
    .filter((line) => line.includes(' ⇒ ') && !line.startsWith('## '))
    .map((line) => line.split(/ +⇒ +/u) as [string, string]);
  test.each(cases)('%s', (source, tree) => {
    const { program, problems } = parse(sourceOf(source), vocabulary);
    expect(problems).toEqual([]);
    expect(treeText(program)).toBe(tree);
  });
});

describe.each(files.filter((file) => file.startsWith('problems')))('%s: source ⇒ message', (file) => {
  const cases = linesOf(file)
    .join('\n')
    .split(/\n{2,}/)
    .map((block) => block.trimEnd())
    .filter((block) => block !== '' && !block.startsWith('## '))
    .map((block) => {
      const [source = '', ...expected] = block.split('\n');
      return [source, expected.join('\n')] as const;
    });

  test.each(cases)('%s', (line, expected) => {
    const source = sourceOf(line);
    expect(problemsText(source, parse(source, vocabulary).problems)).toBe(expected);
  });

  test.each(cases)('%s: a fix mends what it is offered for', (line) => {
    const source = sourceOf(line);
    const { problems } = parse(source, vocabulary);
    for (const problem of problems) {
      if (problem.fix === undefined) continue;
      const { problems: left } = parse(applyFix(source, problem), vocabulary);
      expect(left.filter((p) => p.message === problem.message && p.from === problem.from)).toEqual([]);
      expect(left.length).toBeLessThanOrEqual(problems.length);
    }
  });
});
