import type { Trace } from '../autodiff/trace.ts';
import type { LessonAt } from './looks.ts';
import { printInputs } from './numbers.ts';
import { stretchesOf } from './phases.ts';
import { printSeed } from './seed-text.ts';
import type { Kept } from './state.ts';

/** How a graph looks where it is embedded, beside what its state says. */
export interface ShareLooks {
  /** A theme by name; null for that of the reader. */
  readonly theme: string | null;
  /** With buttons to step and fields for the inputs. */
  readonly controls: boolean;
  /** Asks for each number before it shows it. */
  readonly predict: boolean;
}

/** What a snippet points at. */
export interface ShareTarget {
  /** The address of the page, without a fragment. */
  readonly page: string;
  /** The folder in which it stands, with a slash at its end. */
  readonly base: string;
  /** The fragment of a link to this state, without `#`; null where the state is too long for one. */
  readonly fragment: string | null;
  /** What a screen reader says of the graph. */
  readonly label: string;
}

type Attributes = readonly (readonly [name: string, value: string | true])[];

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/**
 * Text as the value of an attribute in double quotes. Line ends and tabs are written as numbers, so that a snippet
 * stays on its lines wherever it is pasted; Markdown ends a block of HTML at an empty line.
 */
export const escapeAttribute = (text: string): string =>
  text
    .replace(/\0|\p{Cs}/gu, '\ufffd')
    .replace(/[&<>"']/gu, (c) => ENTITIES.get(c) ?? c)
    .replace(/[\n\r\t\f\v\u0085\u2028\u2029]/gu, (c) => `&#${c.charCodeAt(0)};`);

/** The address of this state; null where it is too long for one. */
export const linkTo = ({ page, fragment }: ShareTarget): string | null =>
  fragment === null ? null : `${page}#${fragment}`;

/** The state as attributes of `<wengert-graph>`; what is usual is left out. */
export function attributesOf(kept: Kept, looks: ShareLooks): Attributes {
  const { program, inputs, mode, seed, step, granularity, notation, derivatives } = kept;
  const found: [string, string | true][] = [['program', program]];
  const put = (name: string, value: string | boolean, usual: string | boolean): void => {
    if (value !== usual && value !== false) found.push([name, value]);
  };
  put('inputs', printInputs(inputs), '');
  found.push(['mode', mode]);
  put('seed', seed === null ? '' : printSeed(seed), '');
  found.push(['step', String(step)]);
  put('granularity', granularity, 'edge');
  put('notation', notation, 'operations');
  put('derivatives', derivatives, 'bar');
  put('theme', looks.theme ?? '', '');
  put('controls', looks.controls, false);
  put('predict', looks.predict, false);
  return found;
}

const SCRIPT = 'v1/wengert-element.js';
const PLUGIN = 'v1/wengert-reveal.js';

/** The element, with the script it needs and a link for readers without scripts. */
export function elementSnippet(target: ShareTarget, kept: Kept, looks: ShareLooks): string {
  return [
    `<script type="module" src="${escapeAttribute(target.base + SCRIPT)}"></script>`,
    ...element(target, kept, looks, []),
  ].join('\n');
}

/** A slide for reveal.js whose fragments are steps; the first of them stands there when the slide opens. */
export function slideSnippet(
  target: ShareTarget,
  kept: Kept,
  looks: ShareLooks,
  steps: readonly number[],
): string {
  const { base } = target;
  return [
    ...onceInDeck(base, 'this script, and in its own script'),
    `<script type="module" src="${escapeAttribute(base + SCRIPT)}"></script>`,
    '<section>',
    ...element(target, { ...kept, step: steps[0] ?? kept.step }, looks, [
      ['data-steps', steps.join(' ')],
    ]).map((line) => `  ${line}`),
    '</section>',
  ].join('\n');
}

/** A slide with a frame on it, in which a lesson is answered; the plugin keeps a remote's keys for the deck. */
export const lessonSlide = (frame: string | null, base: string): string | null =>
  frame === null
    ? null
    : [
        ...onceInDeck(base, 'in its own script'),
        '<section>',
        ...frame.split('\n').map((line) => `  ${line}`),
        '</section>',
      ].join('\n');

const onceInDeck = (base: string, where: string): readonly string[] => [
  `<!-- Once in a deck ${where}:`,
  `  import WengertReveal from '${base}${PLUGIN}';`,
  '  Reveal.initialize({ plugins: [WengertReveal] }); -->',
];

function element(target: ShareTarget, kept: Kept, looks: ShareLooks, more: Attributes): readonly string[] {
  const all: Attributes = [...attributesOf(kept, looks), ...more, ['label', target.label]];
  return [
    '<wengert-graph',
    ...all.map(([name, value]) => `  ${name}${value === true ? '' : `="${escapeAttribute(value)}"`}`),
    '>',
    `  <a href="${escapeAttribute(linkTo(target) ?? target.page)}">${escapeAttribute(target.label)}</a>`,
    '</wengert-graph>',
  ];
}

const LESSON = 'v1/wengert-lesson.js';

/** A lesson as a snippet points at it. */
export interface LessonTarget {
  readonly title: string;
  readonly at: LessonAt;
  /** How much is explained, where the link says it. */
  readonly level: string | null;
}

/**
 * `<wengert-lesson>`, with the script it needs. One whose file is the reader's own stands inside as that file, so that
 * it may be of any length; whatever its text, it does not end the script it stands in.
 */
export function lessonSnippet(
  target: ShareTarget,
  { title, at, level }: LessonTarget,
  { theme }: Pick<ShareLooks, 'theme'>,
): string {
  const all: [string, string][] = at.own === null ? [['lesson', at.id]] : [];
  if (at.part > 0) all.push(['part', String(at.part)]);
  if (level !== null) all.push(['level', level]);
  if (theme !== null) all.push(['theme', theme]);
  all.push(['label', title]);
  const file = at.own === null ? [] : [`  <script type="application/json">${inScript(at.own)}</script>`];
  return [
    `<script type="module" src="${escapeAttribute(target.base + LESSON)}"></script>`,
    `<wengert-lesson${all.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('')}>`,
    ...file,
    `  <a href="${escapeAttribute(linkTo(target) ?? target.page)}">${escapeAttribute(title)}</a>`,
    '</wengert-lesson>',
  ].join('\n');
}

/** JSON inside of a script's tags: no `<` of it is read as a tag, and its lines are one. */
const inScript = (json: string): string =>
  json
    .replace(/\s*\n\s*/gu, ' ')
    .trim()
    .replaceAll('<', '\\u003c');

/** For places that take only frames; null where the state is too long for an address. */
export function frameSnippet(
  { base, fragment, label }: ShareTarget,
  looks: ShareLooks,
  height: number,
): string | null {
  if (fragment === null) return null;
  const fields = [
    fragment,
    ...(looks.theme === null ? [] : [`theme=${looks.theme}`]),
    // A frame has them, unless it is told.
    ...(looks.controls ? [] : ['controls=none']),
    ...(looks.predict ? ['predict'] : []),
  ];
  const all: Attributes = [
    ['src', `${base}embed.html#${fields.join('&')}`],
    ['title', label],
    ['sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads'],
    ['allow', 'fullscreen; clipboard-write'],
    ['loading', 'lazy'],
    ['width', '100%'],
    ['height', String(height)],
    ['style', 'border: 0'],
  ];
  const lines = all.map(([name, value]) => `  ${name}="${escapeAttribute(String(value))}"`);
  return ['<iframe', ...lines, '></iframe>'].join('\n');
}

/** What a press of the remote shows: a phase, the work at one node, a step. */
export const PACES = ['phase', 'node', 'step'] as const;
export type Pace = (typeof PACES)[number];

/** More presses than this nobody wants on one slide. */
const MANY_PRESSES = 14;

/** The steps at which a slide stops, from the first; the step that is shown is always one of them. */
export function slideSteps(run: Trace, pace: Pace, step: number): readonly number[] {
  const count = run.steps.length;
  const ends = stretchesOf(run).map(({ to }) => to);
  const stops = new Set([0, ...ends, Math.min(step, count)]);
  if (pace === 'step') for (let k = 0; k <= count; k++) stops.add(k);
  if (pace === 'node')
    run.steps.forEach(({ node, phase }, i) => {
      const next = run.steps[i + 1];
      if (phase !== 'inputs' && (next === undefined || next.node !== node)) stops.add(i + 1);
    });
  return [...stops].sort((a, b) => a - b);
}

/** A press for each node where those are few, else for each phase. */
export const usualPace = (run: Trace): Pace =>
  slideSteps(run, 'node', 0).length <= MANY_PRESSES ? 'node' : 'phase';

/** Beyond this many characters a code has dots too small for a telephone at the back of a room. */
export const LONGEST_CODE = 500;

/** The height of a frame that is about 46 rem wide and holds a picture of this form with its controls. */
export const frameHeight = (picture: { readonly width: number; readonly height: number }): number =>
  Math.round(Math.max(320, Math.min(640, (736 * picture.height) / Math.max(1, picture.width) + 150)) / 10) *
  10;
