import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { SteadyButton } from '../parts.tsx';
import { Select } from '../Select.tsx';
import '../../styles/jacobian.css';
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
} from '../../state/jacobian.ts';
import { shapeText } from '../../state/jacobian-words.ts';
import { loadSweeper } from '../../state/sweeper.ts';
import { Matrix, Tensor } from '../JacobianTable.tsx';
import { Conventions, Counted, Fills, Seeded, TooLarge } from '../JacobianWords.tsx';
import { Segmented } from '../Segmented.tsx';
import { useChoice, useShown, useVerbs } from '../session.tsx';

const NONE: readonly Subject[] = [];

/** What has been run: of both ways, and the sweep that was run last. */
interface Progress {
  readonly done: Readonly<Record<Way, number>>;
  readonly now: number | null;
  readonly slice: number;
}

/** The output by an input, filled sweep by sweep: forward column by column, reverse row by row. */
export default function Jacobian() {
  const verbs = useVerbs();
  const table = useTable();
  const { subject } = table;
  const [lost, setLost] = useState(false);
  useEffect(() => {
    loadSweeper().then(verbs.refresh, () => setLost(true));
  }, [verbs]);
  const block = useShown((derive, state) =>
    subject === null ? null : derive.jacobian(state, subject.input),
  );
  return (
    <section className="panel jacobian" aria-label="Jacobian">
      {subject === null ? (
        <p className="quiet">This program has no inputs to differentiate by.</p>
      ) : lost ? (
        <p className="quiet">The Jacobian could not be loaded; reload to try again.</p>
      ) : block === null ? (
        <div className="body" />
      ) : (
        <Body {...table} subject={subject} block={block} />
      )}
    </section>
  );
}

const NOTHING_RUN = {
  'jacobian.forward': null,
  'jacobian.reverse': null,
  'jacobian.now': null,
  'jacobian.slice': null,
};

/** What is chosen, all of it kept in the link. */
function useTable() {
  const verbs = useVerbs();
  const subjects = useShown((derive, state) => {
    const graph = derive.whole(state);
    return graph === null ? NONE : subjectsOf(graph);
  });
  const [title] = useChoice('jacobian.by', '');
  const [chosenWay] = useChoice('jacobian.way', 'forward');
  const [layout, setLayout] = useChoice('jacobian.layout', 'numerator');
  const forward = useCount('jacobian.forward');
  const reverse = useCount('jacobian.reverse');
  const now = useCount('jacobian.now');
  const slice = useCount('jacobian.slice');
  const way: Way = chosenWay === 'reverse' ? 'reverse' : 'forward';
  const progress = useMemo(
    (): Progress => ({
      done: { forward: forward ?? 0, reverse: reverse ?? 0 },
      now,
      slice: slice ?? 0,
    }),
    [forward, reverse, now, slice],
  );
  return {
    subjects,
    subject: subjects.find((each) => each.title === title) ?? subjects[0] ?? null,
    way,
    layout: (layout === 'denominator' ? 'denominator' : 'numerator') as Layout,
    progress,
    setTitle: (next: string) => verbs.choose({ ...NOTHING_RUN, 'jacobian.by': next }),
    setWay: (next: Way) =>
      verbs.choose({ 'jacobian.way': next === 'forward' ? null : next, 'jacobian.now': null }),
    setLayout,
    keep(part: Partial<Progress>) {
      const next = { ...progress, ...part };
      verbs.choose({
        'jacobian.forward': countText(next.done.forward),
        'jacobian.reverse': countText(next.done.reverse),
        'jacobian.now': next.now === null ? null : String(next.now),
        'jacobian.slice': countText(next.slice),
      });
    },
  };
}

const countText = (count: number): string | null => (count === 0 ? null : String(count));

/** A choice that is a number from 0; null where there is none. */
function useCount(key: `${string}.${string}`): number | null {
  const [text] = useChoice(key, '');
  return /^\d{1,9}$/u.test(text) ? Number(text) : null;
}

type Table = ReturnType<typeof useTable>;

interface BodyProps extends Table {
  readonly subject: Subject;
  readonly block: Block;
}

function Body({ block, subject, ...table }: BodyProps) {
  const { subjects, way, layout, progress } = table;
  const filling = useMemo(
    (): Filling => ({ way, done: Math.min(progress.done[way], sweepsOf(block, way)), now: progress.now }),
    [way, progress, block],
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
          <Select
            label="Differentiate by"
            value={subject.title}
            choices={subjects.map(({ title }) => ({ value: title, label: title }))}
            onChange={table.setTitle}
          />
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

/** How the table is filled. */
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
      <SteadyButton off={done >= total} onPress={() => upTo(done + 1, done)}>
        Next sweep
      </SteadyButton>
      <SteadyButton off={done >= total} onPress={() => upTo(total, null)}>
        Run all
      </SteadyButton>
      <SteadyButton off={done === 0} onPress={() => upTo(0, null)}>
        Start over
      </SteadyButton>
    </div>
  );
}
