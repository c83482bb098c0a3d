import type { PyStatement } from './statements.ts';
import { splitAt } from './tokens.ts';

/** What lectures call the libraries, whether or not the import is pasted along. */
const USUAL: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      ['np', 'numpy'],
      ['numpy', 'numpy'],
      ['cp', 'numpy'],
      ['jnp', 'jax.numpy'],
      ['jax', 'jax'],
      ['torch', 'torch'],
      ['nn', 'torch.nn'],
      ['F', 'torch.nn.functional'],
      ['optim', 'torch.optim'],
      ['tf', 'tensorflow'],
      ['tensorflow', 'tensorflow'],
      ['math', 'math'],
      ['scipy', 'scipy'],
      ['sp', 'scipy'],
      ['special', 'scipy.special'],
      ['random', 'random'],
      ['plt', 'matplotlib.pyplot'],
    ] as const
  ).map(([name, path]) => [name, path.split('.')] as const),
);

/** Libraries of another's functions. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['autograd.numpy', 'numpy'],
  ['cupy', 'numpy'],
  ['mlx.core', 'numpy'],
  ['cmath', 'math'],
]);

/** What names of libraries mean in one text. */
export class Libraries {
  private readonly imported = new Map<string, readonly string[]>();

  /** The path that a name is short for; null where it is no library's. */
  find(name: string): readonly string[] | null {
    return this.imported.get(name) ?? USUAL.get(name) ?? null;
  }

  /** Reads `import a.b as c` and `from a import b as c`. */
  read({ tokens }: PyStatement): void {
    const words = (part: typeof tokens) => part.filter(({ kind }) => kind === 'name').map(({ text }) => text);
    const isFrom = tokens[0]?.text === 'from';
    const middle = isFrom ? tokens.findIndex(({ text }) => text === 'import') : 0;
    if (middle < 0) return;
    const root = words(tokens.slice(1, middle));
    const rest = tokens.slice(middle + 1).filter(({ text }) => text !== '(' && text !== ')');
    for (const part of splitAt(rest, ',')) {
      const names = words(part);
      const as = names.indexOf('as');
      const path = [...root, ...(as < 0 ? names : names.slice(0, as))];
      const short = as < 0 ? (isFrom ? names.at(-1) : names[0]) : names[as + 1];
      if (short === undefined || path.length === 0) continue;
      this.imported.set(short, resolved(as < 0 && !isFrom ? path.slice(0, 1) : path));
    }
  }
}

function resolved(path: readonly string[]): readonly string[] {
  for (const [written, meant] of SAME) {
    const parts = written.split('.');
    if (parts.every((part, i) => path[i] === part)) return [meant, ...path.slice(parts.length)];
  }
  return path;
}
