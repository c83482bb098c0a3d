import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. ARCHITECTURE.md shows this table, and a test below keeps the two alike. A part is a folder of
 * src, or a file at its top; `pure` parts know no page, so they say neither `document` nor `window`.
 */
interface Part {
  readonly name: string;
  readonly may: readonly string[];
  readonly packages: readonly string[];
  readonly pure: boolean;
}

const part = (name: string, may: readonly string[], packages: readonly string[] = [], pure = true): Part => ({
  name,
  may,
  packages,
  pure,
});

const engine = ['base', 'language', 'ops', 'graph', 'autodiff'];
const picture = [...engine, 'layout', 'explain', 'scene'];
const drawn = [...picture, 'export'];
const kept = [...drawn, 'options', 'presets'];
const d3 = 'd3 (mathematics)';
const editor = ['@codemirror/*', '@lezer/*'];

const parts: readonly Part[] = [
  part('base', []),
  part('options', ['base']),
  part('language', ['base']),
  part('ops', ['base']),
  part('graph', ['base', 'language', 'ops']),
  part('autodiff', ['base', 'language', 'ops', 'graph']),
  part('layout', ['base', 'graph']),
  part('explain', engine),
  part('scene', [...engine, 'layout', 'explain'], [d3]),
  part('export', [...picture, 'options'], [d3]),
  part('index', [...drawn, 'options']),
  part('python', ['base', 'language', 'ops', 'graph']),
  part('presets', ['base']),
  part('state', kept, ['zustand/vanilla', 'zundo', d3]),
  part(
    'lessons',
    [...drawn, 'index', 'options', 'presets', 'state'],
    ['valibot', 'zustand/vanilla', 'virtual:course'],
  ),
  part('practice', ['base', 'ops', 'graph', 'autodiff', 'state']),
  part('view', ['base', 'scene'], ['d3'], false),
  part(
    'panels',
    ['base', 'language', 'explain', 'export', 'options', 'python', 'presets', 'state', 'lessons', 'practice'],
    ['react', 'react-dom', 'zustand', 'katex', 'lean-qr', 'client-zip', ...editor, d3],
    false,
  ),
  part('element', [...kept, 'state', 'view'], [], false),
  part('reveal', [], [], false),
  part('lesson-element', [], [], false),
  part('cli', ['base', 'export', 'index', 'options', 'lessons'], ['node:*']),
  part('app', ['everything'], ['everything'], false),
];

/** What of D3 touches a page; the rest is mathematics. */
const touchesPage =
  /^(select|selectAll|create|creator|zoom|zoomIdentity|zoomTransform|brush|drag|pointer|transition|active)/u;

interface Import {
  readonly from: string;
  readonly names: string;
}

interface Source {
  readonly path: string;
  readonly part: string;
  readonly isTest: boolean;
  /** The text without comments and without the insides of strings. */
  readonly bare: string;
  readonly imports: readonly Import[];
}

const lexemes =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[=(,:!&|?{};\n[]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//gu;

const withoutComments = (text: string) =>
  text.replace(lexemes, (found) => (/^\/[/*]/u.test(found) ? ' ' : found));
const withoutStrings = (text: string) =>
  text.replace(lexemes, (found) => (/^\/[/*]/u.test(found) ? ' ' : "''"));

function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  const named = code.matchAll(
    /(?:^|[;}\n])\s*(?:import|export)\s+([^'"`;=()]*?)\s*\bfrom\s*['"]([^'"]+)['"]/gu,
  );
  const bare = code.matchAll(/(?:^|[;}\n])\s*import\s*['"]([^'"]+)['"]/gu);
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/gu);
  return [
    ...[...named].map(([, names = '', from = '']) => ({ from, names })),
    ...[...bare, ...dynamic].map(([, from = '']) => ({ from, names: '' })),
  ];
}

function read(path: string): Source {
  const text = readFileSync(join('src', path), 'utf8');
  const top = path.split('/')[0] as string;
  return {
    path,
    part: top.replace(/\.tsx?$/u, ''),
    isTest: /\.(test|testing)\.tsx?$/u.test(path),
    bare: withoutStrings(text),
    imports: importsOf(text),
  };
}

const sources: readonly Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/u.test(path) && !path.endsWith('.d.ts'))
  .sort()
  .map(read);

const byPath = new Map(sources.map((source) => [source.path, source]));
const byName = new Map(parts.map((each) => [each.name, each]));
const code = sources.filter((source) => !source.isTest);

/** The file of src that a relative import means, or null for a package. */
const target = (source: Source, { from }: Import): string | null =>
  from.startsWith('.') ? posix.join(dirname(source.path), from.replace(/\?.*$/u, '')) : null;

function mayUse(owner: Part, { from, names }: Import): boolean {
  const isMathematics =
    from === 'd3' && !names.includes('*') && !names.split(/[{},\s]+/u).some((name) => touchesPage.test(name));
  return owner.packages.some(
    (allowed) =>
      allowed === 'everything' ||
      allowed === from ||
      (allowed === d3 && isMathematics) ||
      (allowed.endsWith('*') && from.startsWith(allowed.slice(0, -1))) ||
      (!allowed.includes('zustand') && from.startsWith(`${allowed}/`)),
  );
}

const where = (list: readonly Source[], pattern: RegExp) =>
  list.filter((source) => pattern.test(source.bare)).map((source) => source.path);

describe('architecture', () => {
  it('every part has a row in the table, and every row a part', () => {
    expect(sources.filter((source) => !byName.has(source.part)).map((source) => source.path)).toEqual([]);
    const found = new Set(sources.map((source) => source.part));
    expect(parts.filter(({ name }) => !found.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('parts import only what the table allows', () => {
    const wrong = code.flatMap((source) => {
      const owner = byName.get(source.part);
      if (owner === undefined || owner.may.includes('everything')) return [];
      return source.imports
        .map((each) => target(source, each))
        .filter((path) => path !== null && byPath.has(path))
        .map((path) => (byPath.get(path as string) as Source).part)
        .filter((name) => name !== owner.name && !owner.may.includes(name))
        .map((name) => `${source.path} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('packages are imported only where the table allows', () => {
    const wrong = code.flatMap((source) => {
      const owner = byName.get(source.part);
      if (owner === undefined) return [];
      return source.imports
        .filter((each) => target(source, each) === null && !mayUse(owner, each))
        .map((each) => `${source.path} imports ${each.names} from ${each.from}`);
    });
    expect(wrong).toEqual([]);
  });

  it('what runs does not import what tests', () => {
    const wrong = code.filter((source) =>
      source.imports.some(({ from }) => /\.(test|testing)\.tsx?$/u.test(from)),
    );
    expect(wrong.map((source) => source.path)).toEqual([]);
  });

  it('no file imports itself, however indirectly', () => {
    expect(cycle()).toEqual([]);
  });

  it('pure parts know no page', () => {
    const pure = code.filter((source) => byName.get(source.part)?.pure === true);
    expect(where(pure, /(?<![.\w$])(?:document|window)\b(?!\s*:)/u)).toEqual([]);
  });

  it('no operation is known by its name outside of ops', () => {
    const elsewhere = code.filter((source) => source.part !== 'ops');
    const known = /\bop\??\.name\s*[!=]==\s*''|\bswitch\s*\([\w.]*\bop\??\.name\)/u;
    expect(where(elsewhere, known)).toEqual([]);
  });

  it('no text is run as code', () => {
    expect(where(sources, /(?<![.\w$])eval\s*\(|\bnew\s+Function\b|(?<![.\w$])Function\s*\(/u)).toEqual([]);
  });

  it('no type is given up', () => {
    expect(where(sources, /(?::|\bas|<|\|)\s*any\b/u)).toEqual([]);
  });

  it('ARCHITECTURE.md shows this table', () => {
    const page = readFileSync('ARCHITECTURE.md', 'utf8');
    const shown = page.split('\n').filter((line) => /^\| `/u.test(line));
    const list = (names: readonly string[]) => names.join(', ') || 'nothing';
    const wanted = parts.map(
      ({ name, may, packages, pure }) =>
        `| \`${name}\` | ${list(may)} | ${list(packages)} | ${pure ? 'no' : 'yes'} |`,
    );
    expect(shown).toEqual(wanted);
  });
});

/** The first import cycle between files, as the way round it; empty where there is none. */
function cycle(): string[] {
  const done = new Set<string>();
  for (const { path: start } of sources) {
    const way: { path: string; rest: string[] }[] = [];
    const enter = (path: string) => {
      const source = byPath.get(path) as Source;
      const next = source.imports
        .map((each) => target(source, each))
        .filter((each) => each !== null && byPath.has(each));
      way.push({ path, rest: next as string[] });
    };
    if (!done.has(start)) enter(start);
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const next = last.rest.pop();
      if (next === undefined) {
        done.add(last.path);
        way.pop();
      } else if (way.some(({ path }) => path === next)) {
        return [...way.slice(way.findIndex(({ path }) => path === next)).map(({ path }) => path), next];
      } else if (!done.has(next)) {
        enter(next);
      }
    }
  }
  return [];
}
