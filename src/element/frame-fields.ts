import { ATTRIBUTES, type AttributeName, CONTENT } from './attributes.ts';

/** What `embed.html#…` says: a state as any link has it, and beside it what only the element knows. */
export interface FrameFields {
  /** The fragment of a link, without `#`. */
  readonly link: string;
  /** Attributes of the element that are no part of a state. */
  readonly attributes: ReadonlyMap<AttributeName, string>;
  /** Whether there is a way from the frame to the whole page. */
  readonly hasLink: boolean;
}

const OWN: ReadonlySet<string> = new Set(
  ATTRIBUTES.filter((name) => !(CONTENT as readonly string[]).includes(name)),
);
/** Attributes that are there or are not: `readonly=0` and `predict=off` mean that they are not. */
const SWITCHES: ReadonlySet<string> = new Set(['predict', 'readonly']);
const OFF: ReadonlySet<string> = new Set(['0', 'off', 'no', 'false']);

/** Takes a fragment apart. Trusts nothing and never throws; what is not known is left to the reader of links. */
export function readFrame(fragment: string): FrameFields {
  const attributes = new Map<AttributeName, string>();
  const rest: string[] = [];
  let hasLink = true;
  for (const part of fragment.replace(/^#/u, '').split('&')) {
    const cut = part.indexOf('=');
    const name = cut === -1 ? part : part.slice(0, cut);
    if (name !== 'link' && !OWN.has(name)) {
      rest.push(part);
      continue;
    }
    const value = decode(cut === -1 ? '' : part.slice(cut + 1));
    if (name === 'link') hasLink = !OFF.has(value);
    else if (!attributes.has(name as AttributeName) && !(SWITCHES.has(name) && OFF.has(value)))
      attributes.set(name as AttributeName, value);
  }
  // A frame has no other buttons; `controls=none` takes them away.
  if (!attributes.has('controls')) attributes.set('controls', '');
  return { link: rest.filter((part) => part !== '').join('&'), attributes, hasLink };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return '';
  }
}
