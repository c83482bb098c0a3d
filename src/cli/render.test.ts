import { describe, expect, test } from 'vitest';
import { run as runMain } from './run.testing.ts';

const run = (args: readonly string[], stdin?: string) => runMain(['render', ...args], stdin);

describe('render', () => {
  test('a file, or standard output', async () => {
    const file = await run(['program.txt', '-o', 'f.svg', 'x1=2', 'x2=5', '--step', '10']);
    expect([file.status, file.out, file.err]).toEqual([0, '', '']);
    expect(file.files.get('f.svg')).toContain('>4.584<');
    const piped = await run(['-', 'x=-3', '--mode', 'forward', '--theme', 'dark'], 'x*x');
    expect(piped.out).toContain('>−6<');
  });

  test('says in one line what is wrong', async () => {
    const wrong: [readonly string[], RegExp][] = [
      [[], /write render/u],
      [['other.txt'], /cannot read other\.txt/u],
      [['program.txt', '-o', '/nowhere/f.svg'], /cannot write/u],
      [['program.txt', '--step', '-1'], /step/u],
      [['program.txt', '--theme', 'pink'], /light, dark, projector/u],
      [['program.txt', 'y=1'], /y/u],
      [['-'], /characters 0/u],
    ];
    for (const [args, message] of wrong) {
      const { status, out, err } = await run(args);
      expect([status, out]).toEqual([2, '']);
      expect(err).toMatch(message);
      expect(err.trimEnd()).not.toContain('\n');
    }
  });
});
