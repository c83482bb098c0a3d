import { describe, expect, test } from 'vitest';
import { run as runMain } from './run.testing.ts';

const run = (args: readonly string[], stdin = 'f(x1, x2) = x1*x2 + sin(x1)\n') => runMain(args, stdin);

describe('export', () => {
  test('lists the formats', async () => {
    const { status, out } = await run(['export', '--list']);
    expect(status).toBe(0);
    for (const id of ['svg', 'tikz', 'dot', 'mermaid', 'print', 'latex-derivation', 'latex-list'])
      expect(out).toMatch(new RegExp(`^${id} +\\.\\w+ +\\S`, 'mu'));
  });

  test('writes a file, or to standard output', async () => {
    const piped = await run(['export', '-', '--format', 'dot', 'x1=2', 'x2=5', '--step', '3']);
    expect([piped.status, piped.err]).toEqual([0, '']);
    expect(piped.out).toContain('v₁ = 10');
    expect(piped.out).not.toContain('0.9093');
    const file = await run(['export', '-', '-f', 'latex-list', '-o', 'f.tex', '--mode', 'forward']);
    expect([file.status, file.out]).toEqual([0, '']);
    expect(file.files.get('f.tex')).toContain('\\begin{array}');
  });

  test('takes seeds of every kind', async () => {
    const exported = async (...args: readonly string[]) =>
      (await run(['export', '-', '-f', 'latex-derivation', 'x1=2', 'x2=5', ...args])).out;
    expect(await exported('--seed', '−2')).toContain('\\bar{x}_{2} &= \\bar{v}_{1}');
    expect(await exported('--seed', '3')).toContain('= 3 \\cdot 2 = 6');
    const along = await exported('--mode', 'forward', '--seed', 'x2');
    expect(along).toContain('\\dot{x}_{2} &= 1');
    const both = await exported('--mode', 'forward', '--seed', 'x1=0.5, x2=2');
    expect(both).toContain('\\dot{x}_{1} &= 0.5');
    expect(both).toContain('\\dot{x}_{2} &= 2');
  });

  test('says in one line what is wrong', async () => {
    const wrong: [readonly string[], RegExp][] = [
      [[], /write export/u],
      [['-'], /which --format\?.*tikz/u],
      [['-', '--format', 'word'], /“word”.*tikz/u],
      [['other.txt', '--format', 'dot'], /cannot read other\.txt/u],
      [['-', '--format', 'dot', '--seed', 'a=b'], /not a seed/u],
      [['-', '--format', 'dot', '--seed', 'x1'], /seed/u],
      [['-', '--format', 'dot', '--mode', 'sideways'], /values, forward, reverse/u],
    ];
    for (const [args, message] of wrong) {
      const { status, out, err } = await run(['export', ...args]);
      expect([status, out]).toEqual([2, '']);
      expect(err).toMatch(message);
      expect(err.trimEnd()).not.toContain('\n');
    }
  });
});

describe('render --all', () => {
  test('writes every step, numbered from 0', async () => {
    const { status, out, files } = await run(['render', '-', '--all', '-o', 'step-%02d.svg', 'x1=2', 'x2=5']);
    expect(status).toBe(0);
    expect([...files.keys()]).toEqual(
      Array.from({ length: 12 }, (_, k) => `step-${String(k).padStart(2, '0')}.svg`),
    );
    expect(files.get('step-03.svg')).toContain('>10<');
    const alone = await run(['render', '-', '--step', '10', 'x1=2', 'x2=5']);
    expect(files.get('step-10.svg')).toBe(alone.out);
    expect(out).toContain('12 files, step-00.svg to step-11.svg');
  });

  test('asks for a place for the number', async () => {
    for (const more of [[], ['-o', 'step.svg'], ['-o', 's%d.svg', '--step', '2']]) {
      const { status, err } = await run(['render', '-', '--all', ...more]);
      expect([status, err.split('\n').length]).toEqual([2, 2]);
    }
  });

  test('a seed scales what flows back', async () => {
    const { out } = await run(['render', '-', 'x1=2', 'x2=5', '--seed', '2']);
    expect(out).toContain('>9.168<');
  });
});
