import {
  useCallback,
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import '../styles/jacobian.css';
import {
  type Block,
  type Filling,
  isSliced,
  type Layout,
  type Subject,
  sliceOfSweep,
  subjectsOf,
  sweepsOf,
  tooLarge,
  type Way,
} from '../state/jacobian.ts';
import { shapeText } from '../state/jacobian-words.ts';
import { loadSweeper } from '../state/sweeper.ts';
import { Matrix, Tensor } from './JacobianTable.tsx';
import { Conventions, Counted, Fills, Seeded, TooLarge } from './JacobianWords.tsx';
import { Segmented } from './Segmented.tsx';
import { useShown, useVerbs } from './session.tsx';

const NONE: readonly Subject[] = [];

/** What has been run, of one subject: the numbers may move meanwhile, the program may not. */
interface Progress {
  readonly of: Subject | null;
  readonly done: Readonly<Record<Way, number>>;
  readonly now: number | null;
  readonly slice: number;
}

const START: Progress = { of: null, done: { forward: 0, reverse: 0 }, now: null, slice: 0 };

/** The output by an input, filled sweep by sweep: forward column by column, reverse row by row. */
export function Jacobian() {
  const [open, setOpen] = useState(false);
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // For the column around it. Styles could ask by `:has`, but then they ask again at every step.
    const column = section.current?.parentElement;
    if (column != null) column.dataset['jacobian'] = String(open);
  }, [open]);
  const table = useTable();
  const id = useId();
  const onReady = useCallback(() => {
    if (section.current !== null) bringToTop(section.current);
  }, []);
  return (
    <section className="panel jacobian" ref={section} aria-labelledby={id} data-open={open}>
      <h2 id={id}>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          Jacobian <span className="caret" />
        </button>
      </h2>
      {open ? <Opened {...table} onReady={onReady} /> : null}
    </section>
  );
}

/** Scrolls the column it stands in, or the page of a phone. */
function bringToTop(section: HTMLElement): void {
  const column = section.parentElement;
  if (column !== null && column.clientHeight > 0)
    column.scrollTop += section.getBoundingClientRect().top - column.getBoundingClientRect().top;
  else section.scrollIntoView();
}

/** What is chosen; it outlasts closing the panel. */
function useTable() {
  const [title, setTitle] = useState<string | null>(null);
  const [way, setWay] = useState<Way>('forward');
  const [layout, setLayout] = useState<Layout>('numerator');
  const [kept, setKept] = useState(START);
  const subjects = useShown((derive, state) => {
    const graph = derive.graph(state);
    return graph === null ? NONE : subjectsOf(graph);
  });
  const subject = subjects.find((each) => each.title === title) ?? subjects[0] ?? null;
  const progress = kept.of === subject ? kept : START;
  return {
    subjects,
    subject,
    way,
    layout,
    progress,
    setTitle,
    setWay(next: Way) {
      setWay(next);
      setKept({ ...progress, of: subject, now: null });
    },
    setLayout,
    keep: (part: Partial<Progress>) => setKept({ ...progress, ...part, of: subject }),
  };
}

type Table = ReturnType<typeof useTable>;

function Opened({ onReady, ...table }: Table & { readonly onReady: () => void }) {
  const verbs = useVerbs();
  const { subject } = table;
  const [lost, setLost] = useState(false);
  useEffect(() => {
    loadSweeper().then(verbs.refresh, () => setLost(true));
  }, [verbs]);
  const block = useShown((derive, state) =>
    subject === null ? null : derive.jacobian(state, subject.input),
  );
  const ready = block !== null;
  useEffect(() => {
    if (ready) onReady();
  }, [ready, onReady]);
  if (subject === null) return <p className="quiet">This program has no inputs to differentiate by.</p>;
  if (lost) return <p className="quiet">The Jacobian could not be loaded; reload to try again.</p>;
  return block === null ? <div className="body" /> : <Body {...table} subject={subject} block={block} />;
}

interface BodyProps extends Table {
  readonly subject: Subject;
  readonly block: Block;
}

function Body({ block, subject, ...table }: BodyProps) {
  const { subjects, way, layout, progress } = table;
  const filling = useMemo(
    (): Filling => ({ way, done: progress.done[way], now: progress.now }),
    [way, progress],
  );
  // The picture first, the table right after it.
  const shown = useDeferredValue(
    useMemo(
      () => ({ block, subject, filling, layout, slice: progress.slice }),
      [block, subject, filling, layout, progress],
    ),
  );
  const limit = tooLarge(block, way);
  const shape = (of: Layout) => shapeText(subject, of);
  return (
    <div className="body">
      <div className="choices">
        <label>
          <span className="math">∂{subject.to.display}</span> by{' '}
          <select
            aria-label="Differentiate by"
            value={subject.title}
            onChange={(event) => table.setTitle(event.target.value)}
          >
            {subjects.map(({ title }) => (
              <option key={title}>{title}</option>
            ))}
          </select>
        </label>
        <Segmented
          label="Sweeps"
          value={way}
          onChange={table.setWay}
          choices={[
            { value: 'forward', label: 'Forward' },
            { value: 'reverse', label: 'Reverse' },
          ]}
        />
      </div>
      <Segmented
        label="Layout"
        value={layout}
        onChange={table.setLayout}
        choices={[
          { value: 'numerator', label: `Numerator ${shape('numerator')}`, title: 'Rows are outputs' },
          { value: 'denominator', label: `Denominator ${shape('denominator')}`, title: 'Rows are inputs' },
        ]}
      />
      {limit === null ? (
        <>
          <Fills subject={subject} way={way} layout={layout} />
          <Runs block={block} subject={subject} filling={filling} progress={progress} keep={table.keep} />
          <Seeded block={block} subject={subject} filling={filling} />
          {isSliced(subject) ? (
            <Tensor {...shown} onSlice={(slice) => table.keep({ slice, now: progress.now })} />
          ) : (
            <Matrix {...shown} />
          )}
        </>
      ) : (
        <TooLarge block={block} way={way} limit={limit} />
      )}
      <Counted block={block} filling={filling} filled={limit === null} />
      <Conventions subject={subject} layout={layout} />
    </div>
  );
}

/** The buttons. None of them is ever switched off, so that none loses the focus. */
function Runs(props: {
  readonly block: Block;
  readonly subject: Subject;
  readonly filling: Filling;
  readonly progress: Progress;
  readonly keep: Table['keep'];
}) {
  const { block, subject, progress, keep } = props;
  const { way, done } = props.filling;
  const total = sweepsOf(block, way);
  const upTo = (count: number, now: number | null) =>
    keep({
      done: { ...progress.done, [way]: count },
      now,
      slice: (now === null ? null : sliceOfSweep(subject, way, now)) ?? (count === 0 ? 0 : progress.slice),
    });
  return (
    <div className="runs">
      <button
        type="button"
        className="button"
        aria-disabled={done >= total}
        onClick={() => (done < total ? upTo(done + 1, done) : undefined)}
      >
        Next sweep
      </button>
      <button
        type="button"
        className="button"
        aria-disabled={done >= total}
        onClick={() => upTo(total, null)}
      >
        Run all
      </button>
      <button type="button" className="button" aria-disabled={done === 0} onClick={() => upTo(0, null)}>
        Start over
      </button>
    </div>
  );
}
