import { temporal } from 'zundo';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { sameValue, type Value } from '../base/value.ts';
import { withFolds } from './arrange.ts';
import { type Derive, makeDerive, type Place } from './derive.ts';
import { type Folds, type LessonAt, type Order, usualLooks } from './looks.ts';
import { sameMoment } from './moment.ts';
import {
  begin,
  type Derivatives,
  type Granularity,
  type Kept,
  keptOf,
  type Mode,
  type Notation,
  type Notice,
  type Outer,
  type Preferences,
  type Seed,
  type State,
  type Values,
} from './state.ts';

/** The world outside, handed in so that the state needs no page. */
export interface Surroundings {
  /** Milliseconds, for telling one edit from the next. */
  now(): number;
  /** Runs something once the user pauses; the answer takes it back. */
  later(run: () => void, milliseconds: number): () => void;
  /** Finds the places of a large graph. */
  readonly place: Place;
}

/** What can be undone. */
interface Edited {
  readonly program: string;
  readonly inputs: Values;
  /** Comes back with them, so that *reset* means the numbers of this program. */
  readonly opened: Values;
  readonly outer: Outer | null;
  /** What opening another lesson took away comes back; the place in it does not. */
  readonly lesson: LessonAt | null;
}

/** Everything one graph on a page needs: two sessions never meet. */
export interface Session {
  readonly store: Pick<StoreApi<State>, 'getState' | 'subscribe' | 'getInitialState'>;
  readonly derive: Derive;
  readonly verbs: Verbs;
  /** What can be taken back and what can be done again. */
  readonly history: Pick<StoreApi<History>, 'getState' | 'subscribe' | 'getInitialState'>;
}

interface History {
  readonly pastStates: readonly unknown[];
  readonly futureStates: readonly unknown[];
}

export interface Verbs {
  setProgram(text: string): void;
  setInput(name: string, value: Value): void;
  resetInput(name: string): void;
  /** What happens between the two is one entry of the history: a slider's drag. */
  startGesture(): void;
  endGesture(): void;
  /** Who has seen the end of one mode sees the end of the other; else as many steps stay taken. */
  setMode(mode: Mode): void;
  setSeed(seed: Seed): void;
  setGranularity(granularity: Granularity): void;
  setNotation(notation: Notation): void;
  setDerivatives(derivatives: Derivatives): void;
  /** Opens a view beside the graph. */
  setView(view: string): void;
  /** Chooses something in a view; null goes back to what is usual. */
  choose(choices: Readonly<Record<string, string | null>>): void;
  setOrder(order: Order): void;
  /** Folds a block or an opened operation to one node, or opens it. */
  setFold(key: string, folded: boolean): void;
  /** Folds and opens blocks, at the same moment of the run. */
  setFolds(folds: Folds): void;
  /** Whether each step first asks for its result, of a reader who is not the engine. The one on screen stays told. */
  setHide(hide: boolean): void;
  /** How much of the pass the reader does; then steps are asked for where they are the reader's, and not by `hide`. */
  setEngine(engine: Kept['engine']): void;
  /** How much is explained, from now on and in later sessions. */
  setLevel(level: Preferences['level']): void;
  /** Whether the graph fills the screen, as for a lecture. */
  setPresent(present: boolean): void;
  /** The step, told. */
  goTo(step: number): void;
  /** One step on. Where results are hidden a step is asked for first, and going on tells it. */
  next(): void;
  previous(): void;
  /** Tells what is asked for. */
  reveal(): void;
  /** Tells what the step that is asked for is made of. */
  help(): void;
  first(): void;
  last(): void;
  play(): void;
  pause(): void;
  /** One step of play; stops at the end. */
  tick(): void;
  /** Something outside the state has changed that follows from it: words have been loaded. */
  refresh(): void;
  select(name: string | null): void;
  hover(name: string | null): void;
  /** Lights wires, by key, and the nodes on them. */
  light(edges: readonly string[]): void;
  prefer(preferences: Partial<Preferences>): void;
  /** Opens a program with its numbers, as one edit. */
  open(kept: Kept, notice?: Notice | null): void;
  /** Turns to another screen of the same matter, such as a lesson's next part: no edit, and not to be undone. */
  turnTo(kept: Kept): void;
  /** Opens a small program for one node of this one; `leave` returns. */
  enter(inner: Pick<Kept, 'program' | 'inputs'>, title: string): void;
  leave(): void;
  tell(notice: Notice | null): void;
  undo(): void;
  redo(): void;
}

/** Edits of one thing that follow each other faster than this are one entry of the history. */
const PAUSE = 1000;
const HISTORY = 200;
/** From here on a program is read and placed when typing pauses, and the last picture stays until then. */
const LONG_TEXT = 2500;
const MANY_NODES = 150;
const SETTLE = 150;

export function makeSession(
  kept: Kept,
  preferences: Preferences,
  notice: Notice | null,
  { now, later, place }: Surroundings,
): Session {
  const derive = makeDerive();
  /** The edit that the history saw last, and whether the next of its kind belongs to it. */
  const edit = { of: '', at: Number.NEGATIVE_INFINITY, next: '', gesture: false };
  const store = createStore<State>()(
    temporal(() => begin(kept, preferences, notice), {
      limit: HISTORY,
      partialize: ({ program, inputs, opened, outer, lesson }): Edited => ({
        program,
        inputs,
        opened,
        outer,
        lesson,
      }),
      equality: (a, b) => a.program === b.program && a.inputs === b.inputs,
      handleSet: (record) => (past, _replace, current) => {
        const time = now();
        const continues = edit.next === edit.of && (edit.gesture || time - edit.at < PAUSE);
        edit.of = edit.next;
        edit.at = time;
        if (!continues)
          (record as (past: unknown, replace: undefined, current: unknown) => void)(past, undefined, current);
      },
    }),
  );
  const { getState: get, setState: set } = store;
  const history = () => store.temporal.getState();
  const change = (of: string, part: Partial<State>): void => {
    edit.next = of;
    set(part);
  };
  /**
   * Goes on until something is different: edits that came back to where they began are no place to stop. The picture
   * is held meanwhile, and stays until a long program is prepared, as it does in typing.
   */
  const travel = (way: keyof History, run: () => void): void => {
    if (history()[way].length === 0) return;
    const { program, inputs, held, lesson } = get();
    const shown = held ?? program;
    forgetHeld();
    set({ held: shown, playing: false });
    while (history()[way].length > 0 && get().program === program && get().inputs === inputs) run();
    if (lesson !== null && get().lesson?.id === lesson.id) set({ lesson });
    edit.of = '';
    const text = get().program;
    if (text !== shown && isLong(text)) forgetHeld = later(() => settle(text), 0);
    else set({ held: null });
  };
  const withInput = (name: string, value: Value): Values => {
    const inputs = new Map(get().inputs);
    inputs.set(name, value);
    return inputs;
  };

  let forgetHeld = (): void => {};
  const isLong = (text: string): boolean =>
    text.length > LONG_TEXT || (derive.whole(get())?.nodes.length ?? 0) > MANY_NODES;

  const settle = async (text: string): Promise<void> => {
    try {
      await derive.prepare(text, get().inputs, get().folds, place);
    } catch {
      // Places that could not be found ahead are found when they are asked for.
    }
    if (get().program === text) set({ held: null });
  };

  /** The step of a state that looks at the same run in another way. */
  const momentIn = (before: State, after: State): number => {
    const from = derive.trace(before);
    const step = derive.step(before);
    const to = derive.trace(after);
    return from === null || to === null ? step : sameMoment(from, step, to);
  };

  const verbs: Verbs = {
    setProgram(text) {
      const state = get();
      if (text === state.program) return;
      forgetHeld();
      if (!isLong(text)) return change('program', { program: text, held: null });
      change('program', { program: text, held: state.held ?? state.program });
      forgetHeld = later(() => settle(text), SETTLE);
    },
    setInput(name, value) {
      const before = get().inputs.get(name);
      if (before === undefined || !sameValue(before, value))
        change(`input:${name}`, { inputs: withInput(name, value) });
    },
    resetInput(name) {
      const state = get();
      const opened = state.opened.get(name);
      if (Object.is(state.inputs.get(name), opened)) return;
      const inputs = new Map(state.inputs);
      if (opened === undefined) inputs.delete(name);
      else inputs.set(name, opened);
      change(`reset:${name}`, { inputs });
    },
    startGesture() {
      edit.of = '';
      edit.gesture = true;
    },
    endGesture() {
      edit.of = '';
      edit.gesture = false;
    },
    setMode(mode) {
      const before = get();
      if (mode === before.mode) return;
      // The end of one derivative's run becomes the other's. Where all values are known, derivatives come next, step by
      // step; and a step beyond the end of the values waits for the return.
      const ended = before.step > 0 && before.step === derive.length(before);
      const derives = before.mode !== 'values' && mode !== 'values';
      const step = ended && derives ? derive.length({ ...before, mode }) : before.step;
      set({ mode, step, playing: false, asked: false });
    },
    setSeed: (seed) => set({ seed: seed instanceof Map && seed.size === 0 ? null : seed }),
    setGranularity(granularity) {
      const before = get();
      if (granularity === before.granularity) return;
      const step = momentIn(before, { ...before, granularity });
      set({ granularity, step, playing: false, asked: false });
    },
    setFold(key, folded) {
      const whole = derive.whole(get());
      if (whole !== null) verbs.setFolds(withFolds(whole, get().folds, [key], folded));
    },
    setFolds(folds) {
      const before = get();
      set({ folds, step: momentIn(before, { ...before, folds }), playing: false, asked: false });
    },
    setNotation: (notation) => set({ notation }),
    setDerivatives: (derivatives) => set({ derivatives }),
    setView: (view) => set({ view, litEdges: [] }),
    choose(changes) {
      const choices = new Map(get().choices);
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) choices.delete(key);
        else choices.set(key, value);
      }
      set({ choices });
    },
    setOrder: (order) => set({ order, playing: false }),
    goTo(step) {
      if (Number.isNaN(step)) return;
      const state = get();
      const at = Math.max(0, Math.min(Math.trunc(step), derive.length(state)));
      if (at !== state.step || state.playing || state.asked) set({ step: at, playing: false, asked: false });
    },
    setHide(hide) {
      if (hide !== get().hide) set({ hide, asked: false, ...(hide ? { engine: 'off' } : {}) });
    },
    setEngine(engine) {
      if (engine !== get().engine) set({ engine, hide: false, playing: false, asked: false });
    },
    setLevel: (level) => set({ level: null, preferences: { ...get().preferences, level } }),
    setPresent(present) {
      if (present !== get().present) set({ present });
    },
    next() {
      const state = get();
      const step = derive.step(state);
      if (derive.asked(state) || step === derive.length(state)) verbs.goTo(step);
      else set({ step: step + 1, playing: false, asked: derive.asks(state, step + 1), helped: false });
    },
    previous: () => verbs.goTo(derive.step(get()) - 1),
    reveal() {
      if (derive.asked(get())) set({ asked: false });
    },
    help() {
      if (derive.asked(get())) set({ helped: true });
    },
    first: () => verbs.goTo(0),
    last: () => verbs.goTo(derive.length(get())),
    play() {
      const state = get();
      const atEnd = derive.step(state) === derive.length(state);
      if (atEnd && !derive.asked(state)) set({ step: 0, playing: true, asked: false });
      else set({ step: derive.step(state), playing: true });
    },
    pause: () => set({ playing: false }),
    tick() {
      const state = get();
      const length = derive.length(state);
      if (derive.asked(state)) return set({ asked: false, playing: derive.step(state) < length });
      const step = Math.min(derive.step(state) + 1, length);
      const asked = derive.asks(state, step);
      set({ step, asked, helped: false, playing: step < length || asked });
    },
    refresh: () => set({}),
    select: (selection) => set({ selection }),
    hover(hover) {
      if (hover !== get().hover) set({ hover });
    },
    light(edges) {
      if (edges.length + get().litEdges.length > 0) set({ litEdges: edges });
    },
    prefer: (part) => set({ preferences: { ...get().preferences, ...part } }),
    open(next, told = null) {
      forgetHeld();
      change('open', begin(next, get().preferences, told));
      edit.of = '';
    },
    turnTo(next) {
      forgetHeld();
      history().pause();
      set(begin(next, get().preferences, null));
      history().resume();
      edit.of = '';
    },
    enter({ program, inputs }, title) {
      const state = get();
      const { mode, granularity, notation, derivatives, view, hide, present, preferences } = state;
      const kept = keptOf(state);
      const looks = { ...usualLooks, granularity, notation, derivatives, view, hide, present };
      const inner: Kept = { program, inputs, mode, seed: null, step: 0, ...looks };
      forgetHeld();
      // From inside a node one opens no further: the way back leads to the whole.
      change('enter', { ...begin(inner, preferences, null), outer: state.outer ?? { kept, title } });
      edit.of = '';
    },
    leave() {
      const { outer } = get();
      if (outer !== null) verbs.open(outer.kept);
    },
    tell: (told) => set({ notice: told }),
    undo: () => travel('pastStates', () => history().undo()),
    redo: () => travel('futureStates', () => history().redo()),
  };
  return { store, derive, verbs, history: store.temporal };
}
