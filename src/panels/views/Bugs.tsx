import { useDeferredValue, useMemo } from 'react';
import '../../styles/bugs.css';
import type { Value } from '../../base/value.ts';
import { chosenFrom, type Fault, faultWords, isFault, type Lab, labOf, mysteryOf } from '../../state/bugs.ts';
import { openFresh } from '../../state/opening.ts';
import { Check } from '../BugsCheck.tsx';
import { FaultSelect, Guess, Said } from '../BugsGuess.tsx';
import { Located } from '../BugsNodes.tsx';
import { Segmented } from '../Segmented.tsx';
import { useChoice, useSession, useShown, useVerbs } from '../session.tsx';

/** An engine with a classic fault in it, which the gradient check finds, and the node by node check locates. */
export default function Bugs() {
  const graph = useShown((derive, state) => derive.whole(state));
  const values = useShown((derive, state) => derive.values(state));
  const seed = useShown((derive, state) => (state.mode === 'reverse' ? derive.seed(state) : 1));
  const style = useShown((_, state) => state.derivatives);
  const [text] = useChoice('bugs.fault', 'mystery:1');
  const asked = useMemo(() => {
    if (graph === null || values === null || values.length === 0) return null;
    const chosen = chosenFrom(text);
    const fault = chosen.kind === 'known' ? chosen.fault : mysteryOf(graph, chosen.number);
    return { chosen, values, seed, lab: labOf(graph, values, seed, fault, style) };
  }, [graph, values, seed, style, text]);
  // The picture first, this right after it.
  const bench = useDeferredValue(asked);
  return (
    <section className="panel bugs" aria-label="Bug lab">
      {bench === null ? (
        <p className="quiet">This program has no inputs, so there is no gradient to check.</p>
      ) : (
        <Bench {...bench} />
      )}
    </section>
  );
}

type BenchProps = {
  readonly chosen: ReturnType<typeof chosenFrom>;
  readonly values: Float64Array;
  readonly seed: Value;
  readonly lab: Lab;
};

function Bench({ chosen, values, seed, lab }: BenchProps) {
  const verbs = useVerbs();
  const [guess] = useChoice('bugs.guess', '');
  const [where, setWhere] = useChoice('bugs.where', 'off');
  const { fault } = lab;
  const found = chosen.kind === 'known' || (isFault(guess) && guess === fault);
  const choose = (text: string) =>
    verbs.choose({
      'bugs.fault': text === 'mystery:1' ? null : text,
      'bugs.guess': null,
      'bugs.node': null,
      'bugs.where': null,
    });
  return (
    <>
      <div className="choices">
        <Segmented
          label="Fault"
          value={chosen.kind}
          onChange={(kind) => choose(kind === 'known' ? 'overwrite' : 'mystery:1')}
          choices={[
            { value: 'mystery', label: 'Find it' },
            { value: 'known', label: 'Choose it' },
          ]}
        />
        {chosen.kind === 'mystery' ? (
          <button type="button" className="button" onClick={() => choose(`mystery:${chosen.number + 1}`)}>
            Another one
          </button>
        ) : (
          <FaultSelect label="Which fault" value={chosen.fault} onChange={choose} />
        )}
      </div>
      {chosen.kind === 'known' ? <Said fault={chosen.fault} /> : null}
      {fault === null ? (
        <p>
          This program is too simple to show a fault. <Showcase fault="overwrite" />
        </p>
      ) : lab.missing !== null && found ? (
        <p className="notice">
          {lab.missing === ''
            ? 'At these numbers it changes nothing.'
            : `This program cannot show it: ${lab.missing}.`}{' '}
          <Showcase fault={fault} />
        </p>
      ) : null}
      {fault === null ? null : <Check lab={lab} />}
      {chosen.kind === 'mystery' && fault !== null ? <Guess fault={fault} /> : null}
      {fault === null ? null : found || where === 'on' ? (
        <Located lab={lab} values={values} seed={seed} told={found} />
      ) : (
        <button type="button" className="button" onClick={() => setWhere('on')}>
          Check node by node
        </button>
      )}
    </>
  );
}

/** Opens a program in which a fault shows. */
function Showcase({ fault }: { readonly fault: Fault }) {
  const session = useSession();
  const { label, program, inputs } = faultWords[fault];
  // The fault that was chosen stays.
  const open = () => openFresh(session, program, inputs, session.store.getState().choices);
  return (
    <button type="button" className="button" onClick={open}>
      Open {label}
    </button>
  );
}
