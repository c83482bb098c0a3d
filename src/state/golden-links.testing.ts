import { readFileSync } from 'node:fs';

/** A link that must open for ever, and what it opens as; see `golden-links.testing.txt`. */
export interface GoldenLink {
  /** With its `#`. */
  readonly link: string;
  readonly opens: Opened;
}

export interface Opened {
  readonly program: string;
  readonly inputs: string;
  readonly mode: string;
  readonly step: number;
  readonly seed: string | null;
  readonly granularity: string;
  readonly notation: string;
  readonly derivatives: string;
  readonly view: string;
  readonly node: string | null;
  readonly folded: readonly string[];
  readonly opened: readonly string[];
  readonly ahead: readonly string[];
  readonly back: readonly string[];
  readonly choices: Readonly<Record<string, string>>;
  /** As the link has it, with the part. */
  readonly lesson: string | null;
  /** The title of a lesson whose file goes with the link. */
  readonly own: string | null;
}

/** A link to a lesson by its name, and what it opens as. */
export interface GoldenLesson {
  readonly link: string;
  readonly opens: { readonly lesson: string; readonly title: string; readonly program: string };
}

/** What a link says that leaves a field out. Written out here: another usual value must not change what old links mean. */
const LEFT_OUT = {
  seed: null,
  granularity: 'edge',
  notation: 'operations',
  derivatives: 'bar',
  view: 'step',
  node: null,
  folded: [],
  opened: [],
  ahead: [],
  back: [],
  choices: {},
  lesson: null,
  own: null,
} as const;

const lines = readFileSync(new URL('./golden-links.testing.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('//'));

const pairs = lines.flatMap((line, i) =>
  line.startsWith('#') ? [{ link: line, opens: JSON.parse(lines[i + 1] ?? '') }] : [],
);
const isByName = ({ link }: { readonly link: string }): boolean =>
  /[#&]lesson=/u.test(link) && !/program=/u.test(link);

export const goldenLinks: readonly GoldenLink[] = pairs
  .filter((pair) => !isByName(pair))
  .map(({ link, opens }) => ({ link, opens: { ...LEFT_OUT, ...opens } }));

export const goldenLessons: readonly GoldenLesson[] = pairs.filter(isByName);
