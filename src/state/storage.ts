import { optionFrom } from '../options.ts';
import { type Kept, type Preferences, SPEEDS, usualPreferences } from './state.ts';
import { fromJson, toJson } from './versions.ts';

/** The part of `localStorage` that is used. Any of it may throw: storage may be full, disabled or forbidden. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const WORK = 'wengert.work';
const PREFERENCES = 'wengert.preferences';
const LEFT = 'wengert.left';

/** The screen as a page was left. */
export interface Left {
  readonly kept: Kept;
  /** Whether its step was asked for and not told. */
  readonly asked: boolean;
}

/** Keeps work on the machine where it can, and goes on without where it cannot. */
export class Storage {
  private readonly shelf: () => Shelf;

  /** @param shelf asked each time, since even looking at a disabled storage throws */
  constructor(shelf: () => Shelf) {
    this.shelf = shelf;
  }

  saveWork(kept: Kept): boolean {
    return this.write(WORK, toJson(kept));
  }

  work(): Kept | null {
    const read = fromJson(this.read(WORK));
    return read.ok ? read.kept : null;
  }

  /**
   * Keeps the screen as it is when the page goes.
   * @param addresses where it may be found again; they may be a moment behind
   */
  saveLeft(addresses: readonly string[], { kept, asked }: Left): boolean {
    return this.write(LEFT, { addresses, asked, kept: toJson(kept) });
  }

  /** The screen that was left at this address. */
  left(address: string): Left | null {
    const given = this.read(LEFT);
    if (typeof given !== 'object' || given === null) return null;
    const fields = new Map<string, unknown>(Object.entries(given));
    const read = fromJson(fields.get('kept'));
    const addresses = fields.get('addresses');
    return read.ok && Array.isArray(addresses) && addresses.includes(address)
      ? { kept: read.kept, asked: fields.get('asked') === true }
      : null;
  }

  savePreferences(preferences: Preferences): boolean {
    return this.write(PREFERENCES, preferences);
  }

  preferences(): Preferences {
    const given = this.read(PREFERENCES);
    if (typeof given !== 'object' || given === null) return usualPreferences;
    const fields = new Map<string, unknown>(Object.entries(given));
    return {
      theme: optionFrom('theme', fields.get('theme')) ?? usualPreferences.theme,
      level: optionFrom('level', fields.get('level')) ?? usualPreferences.level,
      speed: SPEEDS.find((speed) => speed === fields.get('speed')) ?? usualPreferences.speed,
      welcomed: fields.get('welcomed') === true,
      legend: fields.get('legend') !== false,
    };
  }

  private write(key: string, value: unknown): boolean {
    try {
      this.shelf().setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  private read(key: string): unknown {
    try {
      return JSON.parse(this.shelf().getItem(key) ?? 'null');
    } catch {
      return null;
    }
  }
}
