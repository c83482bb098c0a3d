import { describe, expect, test } from 'vitest';
import type { Io } from './io.ts';
import { main } from './main.ts';

async function run(args: readonly string[], stdin = '') {
  const written = { out: '', err: '', files: new Map<string, string>() };
  const io: Io = {
    stdin: async () => stdin,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readFile: async (path) => {
      if (path !== 'program.txt') throw new Error(`ENOENT: ${path}`);
      return 'f(x1, x2) = x1*x2 + sin(x1)\n';
    },
    writeFile: async (path, text) => {
      if (path.startsWith('/nowhere')) throw new Error(`ENOENT: ${path}`);
      written.files.set(path, text);
    },
  };
  return { status: await main(['render', ...args], io), ...written };
}

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
