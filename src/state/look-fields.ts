import { canonicalName } from '../language/names.ts';
import { optionFrom } from '../options.ts';
import { type LessonAt, type Looks, NO_CHOICES, NO_FOLDS, USUAL_ORDER, usualLooks } from './looks.ts';
import { nameFrom } from './numbers.ts';

type Fields = readonly (readonly [name: string, value: string])[];

/** As fields of a link, `view=paths`, `paths.by=x1`; none for what is usual. */
export function printLooks(looks: Looks): Fields {
  const fields: [string, string][] = [];
  const put = (name: string, value: string, usual: string): void => {
    if (value !== usual) fields.push([name, value]);
  };
  put('granularity', looks.granularity, usualLooks.granularity);
  put('notation', looks.notation, usualLooks.notation);
  put('derivatives', looks.derivatives, usualLooks.derivatives);
  put('view', looks.view, usualLooks.view);
  put('node', looks.selection ?? '', '');
  for (const folded of [true, false]) {
    const keys = [...looks.folds].filter(([, is]) => is === folded).map(([key]) => key);
    put(folded ? 'folded' : 'opened', keys.join(), '');
  }
  put('ahead', looks.order.ahead.join(), '');
  put('back', looks.order.back.join(), '');
  put('hide', flag(looks.hide), 'off');
  put('engine', looks.engine, usualLooks.engine);
  put('level', looks.level ?? '', '');
  if (looks.lesson !== null) {
    const { id, part, own } = looks.lesson;
    put('lesson', part === 0 ? id : `${id}:${part}`, '');
    put('own', own ?? '', '');
  }
  put('present', flag(looks.present), 'off');
  fields.push(...looks.choices);
  return fields;
}

const FLAGS = ['hide', 'present'];
const NAMED = [
  'granularity',
  'notation',
  'derivatives',
  'view',
  'node',
  'folded',
  'opened',
  'ahead',
  'back',
  'engine',
  'level',
  'lesson',
  'own',
  ...FLAGS,
];
const CHOICE = /^[a-z]+\.[a-z]+$/u;
const VIEW = /^[a-z]{1,20}$/u;
const KEY = /^[^,:\s]+:[^,:\s]+$/u;

const LESSON = /^([a-z0-9][a-z0-9-]{0,79})(?::(\d{1,4}))?$/u;
/** A lesson that is longer is no link's. */
const LONGEST_LESSON = 65_536;

const flag = (is: boolean): string => (is ? 'on' : 'off');

/** `present` alone, as one types it, means on. */
export const isOn = (text: string | undefined): boolean =>
  text !== undefined && !OFF.includes(text.toLowerCase());
const OFF = ['off', 'false', 'no', '0'];

/** Whether a field of a link belongs to the looks. */
export const isLook = (name: string): boolean => NAMED.includes(name) || CHOICE.test(name);

/** Reads what `printLooks` of any release wrote; null where it is not of that form. Other fields are left alone. */
export function parseLooks(fields: ReadonlyMap<string, string>): Looks | null {
  const granularity = optionFrom('granularity', fields.get('granularity') ?? usualLooks.granularity);
  const notation = optionFrom('notation', fields.get('notation') ?? usualLooks.notation);
  const derivatives = optionFrom('derivatives', fields.get('derivatives') ?? usualLooks.derivatives);
  const view = fields.get('view') ?? usualLooks.view;
  const selection = fields.get('node') ?? '';
  const keys = (name: string) => listOf(fields.get(name), (key) => (KEY.test(key) ? key : null));
  const [folded, opened] = [keys('folded'), keys('opened')];
  const [ahead, back] = [listOf(fields.get('ahead'), nameFrom), listOf(fields.get('back'), nameFrom)];
  if (granularity === null || notation === null || derivatives === null || !VIEW.test(view)) return null;
  const engine = optionFrom('engine', fields.get('engine') ?? usualLooks.engine);
  if (engine === null) return null;
  if (folded === null || opened === null || ahead === null || back === null) return null;
  const folds = new Map([
    ...folded.map((key) => [key, true] as const),
    ...opened.map((key) => [key, false] as const),
  ]);
  const choices = new Map([...fields].filter(([name]) => CHOICE.test(name)));
  return {
    granularity,
    notation,
    derivatives,
    view,
    choices: choices.size === 0 ? NO_CHOICES : choices,
    selection: selection === '' ? null : canonicalName(selection),
    folds: folds.size === 0 ? NO_FOLDS : folds,
    order: ahead.length + back.length === 0 ? USUAL_ORDER : { ahead, back },
    hide: isOn(fields.get('hide')),
    engine,
    level: optionFrom('level', fields.get('level')),
    lesson: lessonAt(fields),
    present: isOn(fields.get('present')),
  };
}

/** A lesson that is not said as one is none: the screen opens without it. */
function lessonAt(fields: ReadonlyMap<string, string>): LessonAt | null {
  const [, id, part = '0'] = LESSON.exec(fields.get('lesson') ?? '') ?? [];
  const own = fields.get('own') ?? null;
  if (id === undefined || (own !== null && own.length > LONGEST_LESSON)) return null;
  return { id, part: Number(part), own };
}

function listOf(text: string | undefined, read: (part: string) => string | null): readonly string[] | null {
  if (text === undefined || text === '') return [];
  const parts = text.split(',').map(read);
  return parts.every((part) => part !== null) ? parts : null;
}
