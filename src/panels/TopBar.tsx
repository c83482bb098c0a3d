import { type MouseEvent, type ReactNode, useId, useState } from 'react';
import { useStore } from 'zustand';
import { labels, type OptionName, type OptionValue, options } from '../options.ts';
import { examples, openExample } from '../state/examples.ts';
import { Book, More, Redo, Save, Screen, Send, Shade, Undo } from './icons.tsx';
import { Export, Share } from './later.tsx';
import { Menu } from './Menu.tsx';
import { makeLesson } from './making.ts';
import { Segmented } from './Segmented.tsx';
import { Select } from './Select.tsx';
import { useSession, useShown, useVerbs } from './session.tsx';

/** Beside the name of the page: what is on it, and how it is looked at. */
export function TopBar(props: {
  readonly size: 'widest' | 'wide' | 'middle' | 'narrow';
  readonly onHelp: () => void;
  readonly onPresent: () => void;
}) {
  const mode = useShown((_, state) => state.mode);
  const session = useSession();
  const { verbs } = session;
  const [dialog, setDialog] = useState<'share' | 'export' | null>(null);
  const opens = (which: 'share' | 'export') => (event: MouseEvent) => {
    // A menu closes first, so that the focus comes back to its button and not to nothing.
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    setDialog(which);
  };
  const takeAlong = (
    <>
      <button type="button" className="button" onClick={opens('share')} title="Link, web page, slides, file">
        <Send />
        Share
      </button>
      <button type="button" className="button" onClick={opens('export')} title="Pictures, mathematics, code">
        <Save />
        Export
      </button>
    </>
  );
  const widest = props.size === 'widest';
  const wide = widest || props.size === 'wide';
  return (
    <>
      <Examples />
      <Lessons isShort={props.size === 'narrow'} />
      {props.size === 'narrow' ? null : <History />}
      <span className="space" />
      <OptionSegments name="mode" value={mode} onChange={verbs.setMode} />
      {widest ? <NotationChoice /> : null}
      {wide ? <StepSize /> : null}
      {wide ? (
        <span className="iconic">
          <Shade />
          <Appearance />
        </span>
      ) : null}
      {wide ? takeAlong : null}
      <Popover name="Settings">
        {props.size === 'narrow' ? <History /> : null}
        {widest ? null : (
          <>
            <h2>Notation</h2>
            <NotationChoice />
          </>
        )}
        <h2>Derivatives</h2>
        <DerivativesChoice />
        <h2>Explanations</h2>
        <LevelChoice />
        {wide ? null : (
          <>
            <h2>Step size</h2>
            <StepSize />
            <h2>Theme</h2>
            <Appearance />
            {takeAlong}
          </>
        )}
        <button
          type="button"
          className="button"
          title="A program as text, or what was saved here; it can also be dropped on the page"
          onClick={async () => (await import('./pick.ts')).pickFile(session)}
        >
          Open file…
        </button>
        <button
          type="button"
          className="button"
          title="Steps of this program with a sentence each, as a link or a file"
          onClick={(event) => {
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
            makeLesson();
          }}
        >
          Make a lesson
        </button>
      </Popover>
      <button
        type="button"
        className="button square"
        aria-label="Present"
        title="Present: the graph on the whole screen (F)"
        onClick={props.onPresent}
      >
        <Screen />
      </button>
      <button
        type="button"
        className="button square"
        aria-label="Help"
        title="Help (?)"
        onClick={props.onHelp}
      >
        ?
      </button>
      {dialog === 'share' ? <Share onClose={() => setDialog(null)} /> : null}
      {dialog === 'export' ? <Export onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function Examples() {
  const session = useSession();
  const current = useShown((_, state) => examples.find((preset) => preset.program === state.program) ?? null);
  const items = examples.map((preset) => ({
    id: preset.id,
    checked: preset === current,
    content: (
      <>
        <span className="title">{preset.title}</span>
        <span className="formula">{preset.formula}</span>
      </>
    ),
  }));
  return (
    <Menu
      name={current === null ? 'Examples' : `Examples: ${current.formula}`}
      label={current?.formula ?? 'Examples'}
      items={items}
      onChoose={(id) => openExample(session, id)}
    />
  );
}

function Lessons({ isShort }: { readonly isShort: boolean }) {
  return (
    <a
      className={isShort ? 'button square' : 'button'}
      href="./lessons.html"
      aria-label="Lessons"
      title="Lessons: predict each step, then see it"
    >
      {isShort ? <Book /> : 'Lessons'}
    </a>
  );
}

function History() {
  const { verbs, history } = useSession();
  const canUndo = useStore(history, ({ pastStates }) => pastStates.length > 0);
  const canRedo = useStore(history, ({ futureStates }) => futureStates.length > 0);
  return (
    <span className="pair">
      <button
        type="button"
        className="button square"
        aria-label="Undo"
        title="Undo (Ctrl Z)"
        disabled={!canUndo}
        onClick={verbs.undo}
      >
        <Undo />
      </button>
      <button
        type="button"
        className="button square"
        aria-label="Redo"
        title="Redo (Ctrl Shift Z)"
        disabled={!canRedo}
        onClick={verbs.redo}
      >
        <Redo />
      </button>
    </span>
  );
}

const STEP_TITLES = {
  node: 'One step for each node',
  edge: 'One step for each edge',
  micro: 'Each edge in four steps: upstream, local, multiply, add',
} as const;

function StepSize() {
  const verbs = useVerbs();
  const value = useShown((_, state) => state.granularity);
  return (
    <OptionSegments name="granularity" value={value} onChange={verbs.setGranularity} titles={STEP_TITLES} />
  );
}

const NOTATION_TITLES = {
  operations: 'A node is an operation, and values ride on the wires',
  variables: 'A node is a variable, and each edge carries its local partial',
} as const;

function NotationChoice() {
  const verbs = useVerbs();
  const value = useShown((_, state) => state.notation);
  return (
    <OptionSegments name="notation" value={value} onChange={verbs.setNotation} titles={NOTATION_TITLES} />
  );
}

/** The values of a setting with their words. */
function choicesOf<K extends OptionName>(name: K) {
  const words: Readonly<Record<string, string>> = labels[name];
  const values: readonly OptionValue<K>[] = options[name].values;
  return values.map((value) => ({ value, label: words[value] ?? value }));
}

/** One setting as choices side by side. */
function OptionSegments<K extends OptionName>(props: {
  readonly name: K;
  readonly value: OptionValue<K>;
  readonly onChange: (value: OptionValue<K>) => void;
  readonly titles?: Readonly<Record<OptionValue<K>, string>>;
}) {
  const { name, titles, value, onChange } = props;
  const choices = choicesOf(name).map((each) => ({ ...each, title: titles?.[each.value] }));
  return <Segmented label={options[name].title} choices={choices} value={value} onChange={onChange} />;
}

/** How derivatives are written, everywhere on the screen. */
function DerivativesChoice() {
  const verbs = useVerbs();
  const value = useShown((_, state) => state.derivatives);
  return (
    <Select
      className="button"
      label={options.derivatives.title}
      title="How derivatives are written"
      choices={choicesOf('derivatives')}
      value={value}
      onChange={verbs.setDerivatives}
    />
  );
}

const LEVEL_TITLES = {
  0: 'What happens, in a sentence',
  1: 'And its numbers',
  2: 'And the rule in symbols',
  3: 'And why it is so',
} as const;

/** How much each step explains. */
function LevelChoice() {
  const verbs = useVerbs();
  const value = useShown((derive, state) => derive.level(state));
  return <OptionSegments name="level" value={value} onChange={verbs.setLevel} titles={LEVEL_TITLES} />;
}

function Appearance() {
  const verbs = useVerbs();
  const theme = useShown((_, state) => state.preferences.theme);
  return (
    <Select
      className="button"
      label={options.theme.title}
      title="Theme"
      choices={choicesOf('theme')}
      value={theme}
      onChange={(to) => verbs.prefer({ theme: to })}
    />
  );
}

function Popover({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <>
      <button type="button" className="button square" aria-label={name} title={name} popoverTarget={id}>
        <More />
      </button>
      <div id={id} popover="auto" className="popup settings">
        {children}
      </div>
    </>
  );
}
