import { createRoot } from 'react-dom/client';
import { briefValue } from '../base/print-value.ts';
import { sessionOf, type WengertGraphElement } from '../element/wengert-graph.ts';
import { displayName } from '../language/names.ts';
import { SessionProvider, useShown } from '../panels/index.ts';
import { Lesson } from '../panels/Lesson.tsx';
import { tellOfLesson } from './embed-answers.ts';
import type { Host } from './frame-messages.ts';
import '../styles/controls.css';
import '../styles/panels.css';
import '../styles/embed-lesson.css';

/**
 * The lesson beside its graph in a frame: the panel of the page, on the session of the graph. It asks in the graph's
 * place while a lesson is open, and the page around is told of each answer.
 */
export function showBeside(main: HTMLElement, graph: WengertGraphElement, host: Host): void {
  const session = sessionOf(graph, true);
  const { store } = session;
  const place = document.createElement('aside');
  place.setAttribute('aria-label', 'Lesson');
  main.prepend(place);
  createRoot(place).render(
    <SessionProvider session={session}>
      <Lesson isTabbed={false} isFixed />
      <About />
    </SessionProvider>,
  );
  tellOfLesson(session, host);
  const follow = (): void => {
    const hasLesson = store.getState().lesson !== null;
    if (place.hidden !== hasLesson) return;
    place.hidden = !hasLesson;
    main.dataset['lesson'] = String(hasLesson);
    sessionOf(graph, hasLesson);
  };
  place.hidden = true;
  follow();
  store.subscribe(follow);
}

/** What the lesson is about: the program and its numbers, which a frame has no field for. */
function About() {
  const program = useShown((_, state) => state.program);
  const graph = useShown((derive, state) => derive.graph(state));
  const values = useShown((derive, state) => derive.inputs(state));
  return (
    <section className="panel about-program" aria-label="Program">
      <pre>{program}</pre>
      {graph === null || values === null || values.length === 0 ? null : (
        <p>
          at{' '}
          {graph.inputs.map((id, i) => {
            const { name = '' } = graph.nodes[id] ?? {};
            const value = values[i];
            return value === undefined ? null : (
              <span key={id}>
                {i > 0 ? ', ' : ''}
                <i>{displayName(name)}</i> = {briefValue(value)}
              </span>
            );
          })}
        </p>
      )}
    </section>
  );
}
