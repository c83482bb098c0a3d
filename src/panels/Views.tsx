import {
  type ComponentType,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react';
import { useStore } from 'zustand';
import { type ViewRow, views } from '../state/views.ts';
import { Explanation } from './Explanation.tsx';
import { Narrow, Wide } from './icons.tsx';
import { making } from './making.ts';
import { releaseFocus } from './pointing.ts';
import { useChoice, useShown, useVerbs } from './session.tsx';

/** A view is the file of its name; its code arrives when it is first opened. */
const files = import.meta.glob<{ default: ComponentType }>('./views/*.tsx');
type Row = Omit<ViewRow, 'name'> & {
  readonly name: string;
  readonly View: ComponentType;
  readonly keys: string;
};
const rows: readonly Row[] = views.flatMap((row, i) => {
  const load = files[`./views/${row.name.charAt(0).toUpperCase()}${row.name.slice(1)}.tsx`];
  return load === undefined ? [] : [{ ...row, View: lazy(load), keys: ` (${i + 1})` }];
});
/** What stands beside the views elsewhere, where there is room for one thing at a time. */
const lesson: Row = {
  name: 'lesson',
  title: 'Lesson',
  hint: 'The lesson that is open',
  View: () => null,
  keys: '',
};
const first: readonly Row[] = [
  { name: 'program', title: 'Program', hint: 'The program and its inputs', View: () => null, keys: '' },
  {
    name: 'step',
    title: 'This step',
    hint: 'What happens, and by which rule',
    View: Explanation,
    keys: ' (0)',
  },
];

/** One view of the program at a time, behind tabs; where `isTabbed`, with the explanation and `left` among them. */
export function Views(props: { readonly isTabbed: boolean; readonly left: HTMLElement }) {
  const verbs = useVerbs();
  const open = useShown((_, state) => state.view);
  const [wide, setWide] = useChoice('page.wide', 'off');
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  // Where the tabs scroll, the chosen one is in sight.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`[data-view="${open}"]`);
    if (list.current !== null && tab != null)
      list.current.scrollLeft = tab.offsetLeft - list.current.offsetLeft - 40;
  }, [open]);
  const isMade = useStore(making, (stage) => stage !== 'off');
  const hasLesson = useShown((_, { lesson: at }) => at !== null) || isMade;
  const tabs = useMemo(
    () => (props.isTabbed ? [...(hasLesson ? [lesson] : []), ...first, ...rows] : rows),
    [props.isTabbed, hasLesson],
  );
  const row = tabs.find(({ name }) => name === open) ?? rows[0];
  if (row === undefined) return null;
  const { name, View } = row;

  // Arrows move between tabs where the keyboard brought the focus (ARIA Authoring Practices, tabs).
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((each) => each.name === name);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    verbs.setView(next.name);
    list.current?.querySelector<HTMLElement>(`[data-view="${next.name}"]`)?.focus();
  };
  return (
    <section className="views" aria-label="Views">
      <div className="tabs">
        <div role="tablist" aria-label="Views" ref={list} onKeyDown={onKeyDown}>
          {tabs.map(({ name: each, title, hint, keys }) => (
            <button
              key={each}
              type="button"
              role="tab"
              id={`${id}-${each}`}
              data-view={each}
              title={`${hint}${keys}`}
              aria-selected={each === name}
              aria-controls={each === 'program' || each === 'lesson' ? props.left.id : `${id}-panel`}
              tabIndex={each === name ? 0 : -1}
              onClick={(event) => {
                verbs.setView(each);
                releaseFocus(event);
              }}
            >
              {title}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="button square bare"
          aria-pressed={wide === 'on'}
          aria-label="Wide view"
          title={wide === 'on' ? 'More room for the graph' : 'More room for this view'}
          onClick={() => setWide(wide === 'on' ? 'off' : 'on')}
        >
          {wide === 'on' ? <Narrow /> : <Wide />}
        </button>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${name}`} className="view">
        <Suspense fallback={null}>
          <View />
        </Suspense>
      </div>
    </section>
  );
}
