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
} as const;

const lines = readFileSync(new URL('./golden-links.testing.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('//'));

export const goldenLinks: readonly GoldenLink[] = lines.flatMap((line, i) =>
  line.startsWith('#') ? [{ link: line, opens: { ...LEFT_OUT, ...JSON.parse(lines[i + 1] ?? '') } }] : [],
);
