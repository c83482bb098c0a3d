import type { Format } from './format.ts';

type Loader = () => Promise<{ readonly default: Format }>;

/** Each format is a file of this folder; a page loads it when it is asked for. */
const files: Readonly<Record<string, Loader>> = import.meta.glob<{ default: Format }>([
  './formats/*.ts',
  '!./formats/*.test.ts',
]);

const loaders: ReadonlyMap<string, Loader> = new Map(
  Object.entries(files).map(([path, load]) => [path.slice('./formats/'.length, -'.ts'.length), load]),
);

/** The names of all formats, known before any of them is loaded. */
export const formatIds: readonly string[] = [...loaders.keys()];

/** A format by its name; null where there is none of that name. */
export async function formatNamed(id: string): Promise<Format | null> {
  const file = await loaders.get(id)?.();
  return file?.default ?? null;
}

const GROUPS: readonly Format['group'][] = ['picture', 'mathematics', 'graph', 'code'];

/** All formats, pictures first, in each group by title. */
export async function formats(): Promise<readonly Format[]> {
  const files = await Promise.all([...loaders.values()].map((load) => load()));
  const rank = ({ group }: Format) => GROUPS.indexOf(group);
  return files
    .map((file) => file.default)
    .sort((a, b) => rank(a) - rank(b) || a.title.localeCompare(b.title, 'en'));
}
