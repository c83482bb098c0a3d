import { inputValues } from '../autodiff/inputs.ts';
import { seedsFrom } from '../autodiff/seed.ts';
import type { Problem } from '../base/problem.ts';
import { renderSvg } from '../export/svg.ts';
import { layout } from '../layout/layout.ts';
import { type ThemeName, themeNamed } from '../scene/palette.ts';
import type { Answered } from '../state/asking.ts';
import { clock } from '../state/clock.ts';
import { seedGiven } from '../state/given.ts';
import { turnAt } from '../state/handles.ts';
import type { PosedNumber } from '../state/posed-kinds.ts';
import { posedStep } from '../state/posed-step.ts';
import { type InputRow, inputRowsOf } from '../state/rows.ts';
import { fresh, type Kept, keptOf, type State, usualPreferences } from '../state/state.ts';
import { makeSession, type Session } from '../state/store.ts';
import { toJson } from '../state/versions.ts';
import { svgElement } from '../view/marks.ts';
import { mountView, type View } from '../view/view.ts';
import type { Content, Settings } from './attributes.ts';
import { clamp } from './bounds.ts';
import { make, put } from './dom.ts';
import {
  type AnswerDetail,
  type ChangeDetail,
  type GraphState,
  type Plain,
  type StepDetail,
  type Trouble,
  troubleOf,
} from './events.ts';
import { Predict } from './predict.ts';
import { Say } from './say.ts';
import { Transport } from './transport.ts';
import { Values } from './values.ts';
import { Walk } from './walk.ts';

/** Who hears of what happens. */
export interface Listener {
  step(detail: StepDetail): void;
  change(detail: ChangeDetail): void;
  answer(detail: AnswerDetail): void;
  error(trouble: Trouble, isUserInitiated: boolean): void;
  /** Anything that a page may read as a property is different from what it was before. */
  moved(kept: Kept, before: Kept): void;
}

const NO_ROWS: readonly InputRow[] = [];
const EMPTY: Trouble = {
  kind: 'attribute',
  message: 'There is no program to draw yet.',
  from: 0,
  to: 0,
  attribute: 'program',
};

/**
 * One graph in a shadow root: a session of its own, drawn while it is on the page. All that changes the state runs in
 * `act`, which knows who did it and tells of it once.
 */
export class Embedded {
  readonly session: Session;
  readonly walk: Walk;
  private settings: Settings;
  private readonly listener: Listener;
  private view: View | null = null;
  private svg: SVGSVGElement | null = null;
  private readonly picture = make('div', { class: 'stage' });
  private readonly say = new Say();
  private readonly transport: Transport;
  private readonly values: Values;
  private readonly predict: Predict;
  private readonly root = make('div', { class: 'root', role: 'group' });
  readonly element = make('div', { class: 'theme' }, this.root);
  private depth = 0;
  private drawnStep = 0;
  /** What was told of last. */
  private known: { readonly kept: Kept; readonly step: number; readonly asked: boolean };
  private troubles: readonly Trouble[] = [];
  /** Whether someone beside the graph asks for its steps: then it does not ask itself. */
  private isAskedBeside = false;

  constructor(content: Content, settings: Settings, listener: Listener) {
    this.settings = settings;
    this.listener = listener;
    const kept: Kept = { ...fresh('', {}), ...content, hide: settings.predict };
    this.session = makeSession(kept, usualPreferences, null, {
      ...clock,
      place: async (problem, options) => layout(problem, options),
    });
    this.walk = new Walk(this.session, (byUser, run) => this.act(byUser, run));
    this.transport = new Transport(this.walk);
    const { verbs, store } = this.session;
    this.values = new Values({
      set: (name, value) => this.act(true, () => verbs.setInput(name, value)),
      startGesture: verbs.startGesture,
      endGesture: verbs.endGesture,
    });
    this.predict = new Predict({
      answer: (entry) => this.answer(entry),
      reveal: () => this.act(true, verbs.reveal),
      help: () => this.act(true, verbs.help),
      next: () => this.walk.do('next', true),
    });
    const picture = make('div', { class: 'picture' }, this.picture);
    this.root.append(
      picture,
      this.say.element,
      this.predict.element,
      this.values.element,
      this.transport.element,
      this.say.spoken,
    );
    this.walk.bounds = settings.bounds;
    const { step } = this.walk;
    verbs.goTo(clamp(step, this.walk.range));
    store.subscribe(() => {
      if (this.depth === 0) this.settle(true);
    });
    // Of the first picture nothing is told, but its attribute follows.
    this.known = this.now();
    if (step !== this.walk.step) listener.moved(this.kept(), { ...this.kept(), step });
    this.arrange(settings);
  }

  /** What is kept, at the step that is shown. */
  kept(): Kept {
    return { ...keptOf(this.session.store.getState()), step: this.walk.step };
  }

  get state(): GraphState {
    return toJson(this.kept()) as GraphState;
  }

  /** Draws, until `unmount`. */
  mount(): void {
    if (this.view !== null) return;
    const svg = svgElement('svg');
    this.picture.replaceChildren(svg);
    this.svg = svg;
    const { verbs } = this.session;
    this.view = mountView(svg, {
      select: (name) => this.act(true, () => verbs.select(name)),
      hover: verbs.hover,
      turn: (name) => this.act(true, () => turnAt(this.session, name)),
    });
    this.draw();
  }

  /** Leaves nothing behind on the page: no listener, no timer. The state stays. */
  unmount(): void {
    this.walk.pause(false);
    this.say.stop();
    this.view?.destroy();
    this.view = null;
    this.svg?.remove();
  }

  /** Runs something that changes the state, and then draws and tells of it, once. */
  act(byUser: boolean, run: () => void): void {
    this.depth += 1;
    try {
      run();
    } finally {
      this.depth -= 1;
    }
    if (this.depth === 0) this.settle(byUser);
  }

  /** Takes over some of what a page wants to have shown. */
  change(part: Partial<Content>, byUser = false): void {
    const { verbs, store } = this.session;
    this.act(byUser, () => {
      const { program, inputs, ...looks } = part;
      if (program !== undefined || inputs !== undefined) verbs.open({ ...keptOf(store.getState()), ...part });
      else {
        if (looks.seed !== undefined) verbs.setSeed(looks.seed);
        if (looks.mode !== undefined) verbs.setMode(looks.mode);
        if (looks.granularity !== undefined) verbs.setGranularity(looks.granularity);
        if (looks.notation !== undefined) verbs.setNotation(looks.notation);
        if (looks.derivatives !== undefined) verbs.setDerivatives(looks.derivatives);
        if (looks.step !== undefined) verbs.goTo(looks.step);
      }
    });
  }

  /** Takes over a whole state. */
  open(kept: Kept): void {
    this.act(false, () => this.session.verbs.open(kept));
  }

  /** Brings what stands around the picture up to date with the attributes. */
  arrange(settings: Settings): void {
    this.settings = settings;
    const { theme, label, lang, hasSteps, hasValues, bounds, predict } = settings;
    put(this.element, 'data-theme', theme);
    // Words are English; a page may say which.
    put(this.element, 'lang', /^en(?:-|$)/iu.test(lang) ? lang : 'en');
    put(this.root, 'aria-label', label === '' ? this.name() : label);
    this.transport.element.hidden = !hasSteps;
    this.values.element.hidden = !hasValues;
    this.walk.bounds = bounds;
    this.act(false, () => this.session.verbs.setHide(predict));
  }

  /** Leaves it to someone beside the graph to ask for its steps. */
  leaveAsking(isBeside: boolean): void {
    if (this.isAskedBeside === isBeside) return;
    this.isAskedBeside = isBeside;
    this.draw();
  }

  /** The picture at this step as a file. */
  toSvg(): string {
    const scene = this.session.derive.scene(this.session.store.getState());
    return scene === null ? '' : renderSvg(scene, this.themeName());
  }

  private themeName(): ThemeName {
    return themeNamed(this.settings.theme, matchMedia('(prefers-color-scheme: dark)').matches);
  }

  private name(): string {
    const { program } = this.session.store.getState();
    return program === '' ? 'Graph' : `Graph of ${program.replaceAll(/\s+/gu, ' ').slice(0, 200)}`;
  }

  private settle(byUser: boolean): void {
    // Whatever brought it beyond the bounds, it comes back.
    const step = clamp(this.walk.step, this.walk.range);
    if (step !== this.walk.step) {
      this.depth += 1;
      this.session.verbs.goTo(step);
      this.depth -= 1;
    }
    const before = this.known;
    this.known = this.now();
    const { kept, asked } = this.known;
    this.draw();
    const isSame = sameBut(kept, before.kept);
    if (!isSame || step !== before.step) this.listener.moved(kept, before.kept);
    if (!isSame) this.listener.change({ state: this.state, isUserInitiated: byUser });
    if (step !== before.step || asked !== before.asked)
      this.listener.step({ ...this.told(), isUserInitiated: byUser });
    if (!isSame) this.complain(byUser);
  }

  /** Tells what is wrong that was not wrong before. */
  complain(byUser: boolean): void {
    const before = this.troubles;
    this.troubles = this.find();
    for (const trouble of this.troubles) {
      if (before.some(({ message, from }) => message === trouble.message && from === trouble.from)) continue;
      this.listener.error(trouble, byUser);
    }
  }

  private find(): readonly Trouble[] {
    const state = this.session.store.getState();
    const { derive } = this.session;
    // One that has no program yet waits for it.
    if (state.program.trim() === '') return [];
    const problems: Problem[] = derive.problems(state).slice(0, 1);
    const graph = derive.whole(state);
    if (problems.length === 0 && graph !== null) {
      const inputs = inputValues(graph, state.inputs);
      const seeds = seedsFrom(graph, state.mode, seedGiven(state.seed));
      for (const result of [inputs, seeds]) if (!result.ok) problems.push(result.problem);
    }
    return problems.map(troubleOf);
  }

  private now(): Embedded['known'] {
    return { kept: this.kept(), step: this.walk.step, asked: this.walk.isAsked };
  }

  private question(): PosedNumber | null {
    const { derive, store } = this.session;
    const state = store.getState();
    const [run, frame] = [derive.trace(state), derive.frame(state)];
    if (run === null || frame === null) return null;
    return posedStep(run, frame, state.derivatives, derive.explanation(state));
  }

  private answer(entry: Answered): void {
    const question = this.question();
    if (question === null) return;
    const { given, expected, isCorrect, slip, tries, hints } = entry;
    this.listener.answer({
      step: this.walk.step,
      node: question.node ?? '',
      quantity: question.quantity,
      given: given ?? '',
      expected: expected as Plain,
      isCorrect,
      slip,
      tries,
      hints,
      isUserInitiated: true,
    });
  }

  private told(): Omit<StepDetail, 'isUserInitiated'> {
    const state = this.session.store.getState();
    const { derive } = this.session;
    const step = derive.frame(state)?.step ?? null;
    return {
      step: this.walk.step,
      count: this.walk.count,
      phase: step?.phase ?? null,
      kind: step?.kind ?? null,
      node: step === null ? null : (derive.graph(state)?.nodes[step.node]?.name ?? null),
      text: derive.said(state)?.text ?? '',
      isAsked: this.walk.isAsked,
    };
  }

  private draw(): void {
    if (this.view === null) return;
    const { derive, store } = this.session;
    const state: State = store.getState();
    const scene = derive.scene(state);
    const { step } = this.walk;
    if (this.settings.label === '') put(this.root, 'aria-label', this.name());
    put(this.picture, 'data-stale', String(derive.source(state).stale));
    if (scene !== null) this.view.update(scene, step === this.drawnStep + 1 ? 'step' : 'none');
    this.drawnStep = step;
    const explanation = derive.said(state);
    const [problem = null] = state.program.trim() === '' ? [EMPTY] : derive.problems(state);
    this.say.show(problem ?? explanation, state.playing);
    const asks = (state.hide || state.engine !== 'off') && !this.isAskedBeside;
    this.predict.element.hidden = !asks;
    if (asks) this.predict.update(this.question(), step, this.walk.can('next'));
    if (this.settings.hasSteps) this.transport.update(derive.trace(state), explanation?.title ?? '');
    if (this.settings.hasValues) {
      const graph = derive.graph(state);
      this.values.update(
        graph === null ? NO_ROWS : inputRowsOf(graph),
        derive.inputs(state) ?? [],
        this.settings.readonly,
      );
    }
  }
}

/** Whether nothing but the step is different; what was read anew may be the same in other objects. */
function sameBut(a: Kept, b: Kept): boolean {
  const isIdentical = (Object.keys(a) as (keyof Kept)[]).every(
    (key) => key === 'step' || Object.is(a[key], b[key]),
  );
  const text = (kept: Kept): string => JSON.stringify(toJson({ ...kept, step: 0 }));
  return isIdentical || text(a) === text(b);
}
