/**
 * What `embed.html` says to the page around it and obeys from it: the contract of messages, version 1. Names are added,
 * never changed. A message comes from anywhere and may be of any shape; what is not understood counts as none.
 */
export type Command =
  | { readonly type: 'setState'; readonly state: Readonly<Record<string, unknown>> }
  | { readonly type: 'goTo'; readonly step: number }
  | { readonly type: 'next' | 'previous' | 'play' | 'pause' }
  /** The page is a deck: the keys of a slide remote are told to it, and step nothing here. */
  | { readonly type: 'leaveKeys' }
  /** Answered by a message of the type `state` or `svg` with the same `id`. */
  | { readonly type: 'getState' | 'toSVG'; readonly id: string | number | null };

/** Reads a message for the graph; null where it is none. Looks only at what the message itself holds. */
export function readCommand(data: unknown): Command | null {
  const fields = ownFields(data);
  if (fields === null || fields.get('target') !== 'wengert') return null;
  const type = fields.get('type');
  switch (type) {
    case 'next':
    case 'previous':
    case 'play':
    case 'pause':
    case 'leaveKeys':
      return { type };
    case 'goTo': {
      const step = fields.get('step');
      return typeof step === 'number' && Number.isFinite(step) ? { type, step } : null;
    }
    case 'setState': {
      const state = ownFields(fields.get('state'));
      return state === null ? null : { type, state: Object.fromEntries(state) };
    }
    case 'getState':
    case 'toSVG': {
      const id = fields.get('id') ?? null;
      return id === null || typeof id === 'string' || typeof id === 'number' ? { type, id } : null;
    }
    default:
      return null;
  }
}

/** The fields of a plain object, without what it inherits and without `__proto__`; null for anything else. */
function ownFields(given: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof given !== 'object' || given === null) return null;
  const prototype: unknown = Object.getPrototypeOf(given);
  // An object of another frame has that frame's prototype, and that has none.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return null;
  return new Map(
    Object.keys(given)
      .filter((key) => key !== '__proto__')
      .map((key) => [key, (given as Readonly<Record<string, unknown>>)[key]]),
  );
}

export type MessageType =
  | 'ready'
  | 'step'
  | 'change'
  | 'answer'
  | 'lesson'
  | 'resize'
  | 'error'
  | 'state'
  | 'svg'
  | 'hostkey';

/** Every message that is sent says whose it is. Whatever the details hold, they cannot change that. */
export const message = (type: MessageType, details: object): Readonly<Record<string, unknown>> => ({
  ...details,
  source: 'wengert',
  type,
});

/** The same height in the form that learning platforms listen for. */
export const platformHeight = (height: number) => ({ subject: 'lti.frameResize', height });

const PASSED_ON = new Set([
  ...['PageUp', 'PageDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Escape'],
]);

/** Whether a key that nobody here uses is told to the page around, where it may drive a deck: paging, and letters. */
export const isPassedOn = (key: string): boolean => PASSED_ON.has(key) || [...key].length === 1;
