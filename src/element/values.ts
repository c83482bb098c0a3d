import { formatNumber } from '../base/format.ts';
import { sameShape, shapeOf, type Value } from '../base/value.ts';
import { fieldNumber, parseValue, printValueInFull } from '../state/numbers.ts';
import { fits, rangeAround } from '../state/range.ts';
import type { InputRow } from '../state/rows.ts';
import { make, put } from './dom.ts';

/** What a reader does to an input. */
export interface ValueIntents {
  set(name: string, value: Value): void;
  /** What happens between the two is one drag. */
  startGesture(): void;
  endGesture(): void;
}

/** Fields made for inputs; of a program with more, the page has its own. */
const MANY = 24;

/** A field for each input, and a slider for each single number. */
export class Values {
  readonly element = make('div', { class: 'values', role: 'group', 'aria-label': 'Inputs' });
  private readonly intents: ValueIntents;
  private rows: readonly InputRow[] | null = null;
  private shows: readonly ((value: Value, isFixed: boolean) => void)[] = [];

  constructor(intents: ValueIntents) {
    this.intents = intents;
  }

  /** @param rows the same object for the same graph */
  update(rows: readonly InputRow[], values: readonly Value[], isFixed: boolean): void {
    if (rows !== this.rows) {
      const isAlike =
        this.rows?.length === rows.length &&
        this.rows.every(
          ({ name, shape }, i) => name === rows[i]?.name && sameShape(shape, (rows[i] as InputRow).shape),
        );
      this.rows = rows;
      // Who types here keeps the field.
      if (!isAlike) {
        this.element.replaceChildren();
        this.shows = rows.slice(0, MANY).map((row) => this.add(row));
      }
    }
    this.shows.forEach((show, i) => {
      const value = values[i];
      if (value !== undefined) show(value, isFixed);
    });
  }

  private add(row: InputRow): (value: Value, isFixed: boolean) => void {
    const { name, display, shape } = row;
    const label = make('span', { class: 'name math', 'aria-hidden': 'true' }, display);
    const field = make('input', {
      type: 'text',
      class: 'field',
      'aria-label': name,
      autocomplete: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
    });
    let current: Value = row.initial;
    const write = (): void => {
      field.value = typeof current === 'number' ? fieldNumber(current) : printValueInFull(current);
      put(field, 'aria-invalid', 'false');
    };
    field.addEventListener('input', () => {
      const value = parseValue(field.value);
      const isFit = value !== null && sameShape(shapeOf(value), shape);
      put(field, 'aria-invalid', String(!isFit));
      if (isFit) this.intents.set(name, value);
    });
    field.addEventListener('blur', write);
    field.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') write();
    });
    const entry = make('div', { class: 'value-row' }, label);
    const slide = shape.length === 0 ? this.slider(name) : null;
    if (slide !== null) entry.append(slide.element);
    entry.append(field);
    this.element.append(entry);
    return (value, isFixed) => {
      current = value;
      field.readOnly = isFixed;
      // What is being typed is left alone.
      if (!field.matches(':focus')) write();
      if (typeof value === 'number') slide?.show(value, isFixed);
    };
  }

  private slider(name: string) {
    const element = make('input', { type: 'range', class: 'slide', 'aria-label': name });
    let range = rangeAround(0);
    let isDragged = false;
    const drag = (on: boolean) => () => {
      if (isDragged === on) return;
      isDragged = on;
      if (on) this.intents.startGesture();
      else this.intents.endGesture();
    };
    element.addEventListener('input', () =>
      this.intents.set(name, Number(Number(element.value).toPrecision(12))),
    );
    element.addEventListener('pointerdown', drag(true));
    for (const end of ['pointerup', 'pointercancel', 'blur']) element.addEventListener(end, drag(false));
    const show = (value: number, isFixed: boolean): void => {
      if (!isDragged && !fits(range, value)) range = rangeAround(value);
      element.min = String(-range.limit);
      element.max = String(range.limit);
      element.step = String(range.step);
      element.value = String(Number.isFinite(value) ? value : 0);
      element.disabled = isFixed;
      put(element, 'aria-valuetext', formatNumber(value));
    };
    return { element, show };
  }
}
