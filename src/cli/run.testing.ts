import type { Io } from './io.ts';
import { main } from './main.ts';

/** Runs the command line in a world that holds `program.txt` and the files given, and keeps what is written. */
export async function run(args: readonly string[], stdin = '', files: Readonly<Record<string, string>> = {}) {
  const written = { out: '', err: '', files: new Map<string, string>() };
  const missing = (path: string) => Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  const io: Io = {
    stdin: async () => stdin,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    readFile: async (path) => {
      const given = files[path];
      if (given !== undefined) return given;
      if (path !== 'program.txt') throw missing(path);
      return 'f(x1, x2) = x1*x2 + sin(x1)\n';
    },
    writeFile: async (path, text) => {
      if (path.startsWith('/nowhere')) throw missing(path);
      written.files.set(path, text);
    },
  };
  return { status: await main(args, io), ...written };
}
