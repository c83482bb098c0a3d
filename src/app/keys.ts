import { turn } from '../state/handles.ts';
import type { Session } from '../state/store.ts';
import { VIEW_NAMES } from '../state/view-names.ts';

/** What the page itself can do, beside the session. */
export interface PageVerbs {
  /** Into lecture mode, and out of it. */
  present(): void;
  blank(): void;
  help(): void;
}

/** Where a key was pressed; who stands there decides what the key means. */
type Place = 'text' | 'slider' | 'choice' | 'tabs' | 'button' | 'page';

interface Binding {
  readonly keys: readonly string[];
  readonly command?: boolean;
  readonly shift?: boolean;
  /** Places that keep the key for themselves. */
  readonly notIn: readonly Place[];
  run(session: Session, page: PageVerbs): void;
}

const bindings: readonly Binding[] = [
  // 0 is the step itself, which is a view of its own only where it stands alone beside the graph.
  ...['step', ...VIEW_NAMES].map(
    (name, i): Binding => ({
      keys: [String(i)],
      notIn: ['text', 'choice'],
      run: ({ verbs }) => verbs.setView(name),
    }),
  ),
  { keys: ['ArrowRight'], notIn: ['text', 'slider', 'choice', 'tabs'], run: ({ verbs }) => verbs.next() },
  { keys: ['ArrowLeft'], notIn: ['text', 'slider', 'choice', 'tabs'], run: ({ verbs }) => verbs.previous() },
  // What a slide remote sends: steps even where a slider has the focus after a drag.
  { keys: ['PageDown'], notIn: ['text'], run: ({ verbs }) => verbs.next() },
  { keys: ['PageUp'], notIn: ['text'], run: ({ verbs }) => verbs.previous() },
  { keys: ['Home'], notIn: ['text', 'slider', 'tabs'], run: ({ verbs }) => verbs.first() },
  { keys: ['End'], notIn: ['text', 'slider', 'tabs'], run: ({ verbs }) => verbs.last() },
  { keys: [' '], notIn: ['text', 'choice', 'tabs', 'button'], run: togglePlay },
  { keys: ['f', 'F'], notIn: ['text', 'choice'], run: (_, page) => page.present() },
  { keys: ['o', 'O'], notIn: ['text', 'choice'], run: (session) => turn(session, 'open') },
  { keys: ['c', 'C'], notIn: ['text', 'choice'], run: (session) => turn(session, 'fold') },
  {
    keys: ['h', 'H'],
    notIn: ['text', 'choice'],
    run: ({ store, verbs }) => verbs.setHide(!store.getState().hide),
  },
  { keys: ['b', 'B', '.'], notIn: ['text', 'choice'], run: (_, page) => page.blank() },
  { keys: ['?'], notIn: ['text'], run: (_, page) => page.help() },
  { keys: ['z', 'Z'], command: true, shift: false, notIn: ['text'], run: ({ verbs }) => verbs.undo() },
  { keys: ['z', 'Z'], command: true, shift: true, notIn: ['text'], run: ({ verbs }) => verbs.redo() },
  { keys: ['y', 'Y'], command: true, shift: false, notIn: ['text'], run: ({ verbs }) => verbs.redo() },
];

function togglePlay({ store, verbs }: Session): void {
  if (store.getState().playing) verbs.pause();
  else verbs.play();
}

/** Listens for the page's keys until the answer is called. */
export function listenForKeys(session: Session, page: PageVerbs): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]') !== null)
      return;
    const place = placeOf(event);
    const command = event.ctrlKey || event.metaKey;
    const binding = bindings.find(
      (each) =>
        each.keys.includes(event.key) &&
        (each.command ?? false) === command &&
        !event.altKey &&
        (each.shift === undefined || each.shift === event.shiftKey) &&
        !each.notIn.includes(place),
    );
    if (binding === undefined) return;
    event.preventDefault();
    binding.run(session, page);
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

/** The element that really has the key, inside of shadow roots too. */
export function placeOf(event: KeyboardEvent): Place {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return 'text';
  if (target instanceof HTMLSelectElement) return 'choice';
  if (target instanceof HTMLInputElement) {
    if (target.type === 'range') return 'slider';
    return target.type === 'radio' ? 'choice' : 'text';
  }
  if (target.closest('[role="menu"]') !== null) return 'choice';
  if (target.closest('[role="tablist"]') !== null) return 'tabs';
  return target.closest('button, a, summary') !== null ? 'button' : 'page';
}
