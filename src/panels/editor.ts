import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands';
import { type Diagnostic, forceLinting, linter } from '@codemirror/lint';
import {
  Annotation,
  EditorState,
  type Extension,
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
import { highlight, nodeAt } from '../state/source.ts';
import type { Session } from '../state/store.ts';
import { editorTheme } from './editor-theme.ts';

/** The editor, as the panel around it knows it. */
export interface Editor {
  /** Makes a repair as an edit of its own, so that undo takes it back. */
  repair(fix: Fix, focus: boolean): void;
  destroy(): void;
}

/** Spans to mark: those pointed at somewhere, and the one the step is about. */
interface Marked {
  readonly lit: readonly Span[];
  readonly now: readonly Span[];
}

const setMarked = StateEffect.define<Marked>();
const fromOutside = Annotation.define<boolean>();

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
    EditorView.contentAttributes.of({ 'aria-label': 'Program', autocapitalize: 'off', spellcheck: 'false' }),
    EditorView.contentAttributes.of(
      (): Record<string, string> => (problems.length > 0 ? { 'aria-invalid': 'true' } : {}),
    ),
    keymap.of([
      { key: 'Mod-z', run: (view) => undo(view) || goBack() },
      { key: 'Mod-y', mac: 'Mod-Shift-z', run: (view) => redo(view) || goOn() },
      { key: 'Mod-Shift-z', run: (view) => redo(view) || goOn() },
      { key: 'Escape', run: leave },
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    colours,
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
      // Later, because the editor may be in the middle of the change that this follows from.
      queueMicrotask(() => {
        if (marked === next) view.dispatch({ effects: setMarked.of(next) });
      });
    }
  }

  function onUpdate(update: ViewUpdate): void {
    if (update.docChanged && !update.transactions.some((each) => each.annotation(fromOutside))) {
      known = update.state.doc.toString();
      verbs.setProgram(known);
    }
    if ((update.selectionSet || update.docChanged) && update.view.hasFocus) {
      verbs.select(nodeUnder(update.state.selection.main.head));
    }
  }

  function nodeUnder(offset: number): string | null {
    const state = store.getState();
    const { graph, text } = derive.source(state);
    return graph === null || text !== state.program ? null : (nodeAt(graph, text, offset)?.name ?? null);
  }

  function onPointer(event: MouseEvent): void {
    const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
    verbs.hover(offset === null ? null : nodeUnder(offset));
  }

  function goBack(): boolean {
    verbs.undo();
    return true;
  }

  function goOn(): boolean {
    verbs.redo();
    return true;
  }

  return {
    repair(fix, focus) {
      view.dispatch({ changes: { from: fix.from, to: fix.to, insert: fix.insert }, userEvent: 'input.fix' });
      if (focus) view.focus();
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
const colours = ViewPlugin.fromClass(
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
  if (text.length > 100_000) return builder.finish();
  for (const token of highlight(text)) {
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
