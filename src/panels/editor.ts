import { defaultKeymap, history, redo, undo } from '@codemirror/commands';
import { type Diagnostic, forceLinting, linter } from '@codemirror/lint';
import {
  EditorState,
  type Extension,
  Prec,
  RangeSetBuilder,
  StateEffect,
  StateField,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { Fix, Problem, Span } from '../base/problem.ts';
import { highlight } from '../language/highlight.ts';
import type { Session } from '../state/store.ts';
import { editorTheme } from './editor-theme.ts';

/** Milliseconds: two frames or so. */
const AFTER_THE_PICTURE = 40;
/** Beyond this many characters a text is plain: to colour it would take too long. */
const LONGEST = 100_000;

/** The editor, as the panel around it knows it. */
export interface Editor {
  /** Makes a repair as an edit of its own, so that undo takes it back. */
  repair(fix: Fix, focus: boolean): void;
  focus(): void;
  destroy(): void;
}

/** Spans to mark: those pointed at somewhere, and the one the step is about. */
interface Marked {
  readonly lit: readonly Span[];
  readonly now: readonly Span[];
}

const setMarked = StateEffect.define<Marked>();

/**
 * CodeMirror in an open shadow root, where its styles are constructed sheets: so the page needs no inline styles.
 * The editor owns the history of its text while it has the focus; where that ends, the page's history goes on.
 */
export function mountEditor(
  host: HTMLElement,
  session: Session,
  caret: Span & { readonly focused: boolean },
  problemList: HTMLElement | null,
): Editor {
  const { store, derive, verbs } = session;
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.replaceChildren();
  let known = store.getState().program;
  let marked: Marked = { lit: [], now: [] };
  let problems: readonly Problem[] = [];

  const extensions: Extension[] = [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    // It can be reached anyway; the tabindex says so to whoever only looks at attributes.
    EditorView.contentAttributes.of({
      'aria-label': 'Program',
      autocapitalize: 'off',
      spellcheck: 'false',
      tabindex: '0',
    }),
    EditorView.contentAttributes.of(
      (): Record<string, string> => (problems.length > 0 ? { 'aria-invalid': 'true' } : {}),
    ),
    Prec.highest(EditorView.domEventHandlers({ keydown: travel })),
    keymap.of([{ key: 'Escape', run: leave }, ...defaultKeymap]),
    coloured,
    markedField,
    linter(() => problems.map(diagnostic), { delay: 300 }),
    editorTheme,
    EditorView.updateListener.of(onUpdate),
    EditorView.domEventHandlers({ mousemove: onPointer, mouseleave: () => verbs.hover(null) }),
  ];
  const fresh = (doc: string, selection?: { anchor: number; head: number }) =>
    EditorState.create({ doc, extensions, ...(selection === undefined ? {} : { selection }) });

  const end = known.length;
  const view = new EditorView({
    parent: root,
    root,
    state: fresh(known, { anchor: Math.min(caret.from, end), head: Math.min(caret.to, end) }),
  });
  if (caret.focused) view.focus();
  describe(view.contentDOM, problemList);
  follow();
  const unsubscribe = store.subscribe(follow);

  /** What the page did: another program, another node to light, other problems. */
  function follow(): void {
    const state = store.getState();
    if (state.program !== known) {
      known = state.program;
      view.setState(fresh(known));
      marked = { lit: [], now: [] };
    }
    const nowWrong = derive.problems(state);
    if (nowWrong !== problems) {
      problems = nowWrong;
      queueMicrotask(() => forceLinting(view));
    }
    const [lit, now] = [derive.litSpans(state), derive.nowSpans(state)];
    if (lit !== marked.lit || now !== marked.now) {
      const next = { lit, now };
      marked = next;
      // After the frame that shows the step: the editor may be in the middle of the change that this follows from, and
      // it asks the page for the selection, for which the page has to lay itself out.
      setTimeout(() => {
        if (marked === next) view.dispatch({ effects: setMarked.of(next) });
      }, AFTER_THE_PICTURE);
    }
  }

  function onUpdate(update: ViewUpdate): void {
    if (update.docChanged) {
      known = update.state.doc.toString();
      verbs.setProgram(known);
    }
    if ((update.selectionSet || update.docChanged) && update.view.hasFocus) {
      verbs.select(nodeUnder(update.state.selection.main.head));
    }
  }

  function nodeUnder(offset: number): string | null {
    return derive.nodeAt(store.getState(), offset);
  }

  function onPointer(event: MouseEvent): void {
    const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
    verbs.hover(offset === null ? null : nodeUnder(offset));
  }

  /** Undo and redo, by the letter whatever its case; beyond the text's own history the page's goes on. */
  function travel(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return false;
    event.preventDefault();
    if (key === 'z' && !event.shiftKey) {
      if (!undo(view)) verbs.undo();
    } else if (!redo(view)) verbs.redo();
    return true;
  }

  return {
    repair(fix, focus) {
      view.dispatch({ changes: { from: fix.from, to: fix.to, insert: fix.insert }, userEvent: 'input.fix' });
      if (focus) view.focus();
    },
    focus() {
      view.focus();
    },
    destroy() {
      unsubscribe();
      view.destroy();
    },
  };
}

/** Escape leaves the editor, so that the keys step again. */
function leave(view: EditorView): boolean {
  view.contentDOM.blur();
  return true;
}

function diagnostic({ from, to, message, hint, fix }: Problem): Diagnostic {
  const actions =
    fix === undefined ? [] : [{ name: fix.title, apply: (view: EditorView) => apply(view, fix) }];
  return {
    from,
    to,
    severity: 'error',
    message: hint === undefined ? message : `${message} ${hint}`,
    actions,
  };
}

const apply = (view: EditorView, { from, to, insert }: Fix): void =>
  view.dispatch({ changes: { from, to, insert }, userEvent: 'input.fix' });

/** Links the list of problems outside the shadow root to the text inside, where browsers can. */
function describe(content: HTMLElement, list: HTMLElement | null): void {
  if (list !== null && 'ariaDescribedByElements' in content) content.ariaDescribedByElements = [list];
}

const marks = new Map<string, Decoration>();
function mark(name: string): Decoration {
  const known = marks.get(name) ?? Decoration.mark({ class: name });
  marks.set(name, known);
  return known;
}

/** Colours by the same tokens that the parser reads. */
const coloured = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = tokenMarks(view.state.doc.toString());
    }
    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = tokenMarks(update.state.doc.toString());
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function tokenMarks(text: string): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const token of text.length > LONGEST ? [] : highlight(text)) {
    if (token.to > token.from) builder.add(token.from, token.to, mark(`token-${token.class}`));
  }
  return builder.finish();
}

const markedField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(current, transaction) {
    let next = current.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarked)) continue;
      const { length } = transaction.state.doc;
      const ranges = (spans: readonly Span[], name: string) =>
        spans
          .filter(({ from, to }) => from < to && to <= length)
          .map(({ from, to }) => mark(name).range(from, to));
      next = Decoration.set([...ranges(effect.value.now, 'now'), ...ranges(effect.value.lit, 'lit')], true);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});
