import { useState } from 'react';
import { useStore } from 'zustand';
import {
  goToPractice,
  leavePractice,
  PRACTICE_KINDS,
  PRACTICE_LEVELS,
  practiceFrom,
} from '../practice/practice.ts';
import { scoreOf, totalsOf } from '../state/score.ts';
import { SteadyButton } from './parts.tsx';
import { useSession, useShown } from './session.tsx';
import '../styles/practice.css';

/** What is practised on, the way to the next one, and how it went. */
export function Practice() {
  const session = useSession();
  const choices = useShown((_, state) => state.choices);
  const at = practiceFrom(choices);
  if (at === null) return null;
  const { kind, level } = at;
  const seed = at.seed ?? 0;
  const row = PRACTICE_KINDS.find((each) => each.kind === kind);
  const [easier, harder] = [-1, 1].map((by) => PRACTICE_LEVELS.find((each) => each === level + by));
  const go = (to: typeof easier, next: number) =>
    to === undefined ? undefined : goToPractice(session, { kind, level: to, seed: next });
  return (
    <section className="panel practice" aria-label="Practice">
      <div className="heading-row">
        <h2>Practice</h2>
        <button
          type="button"
          className="button bare"
          title="Keep the program, without questions"
          onClick={() => leavePractice(session)}
        >
          Stop
        </button>
      </div>
      <p>
        <strong>
          {row?.title}, level {level}.
        </strong>{' '}
        {row?.about}
      </p>
      <Result of={`${kind}:${level}:${seed}`} />
      <div className="next">
        <button type="button" className="button" onClick={() => go(level, (seed + 1) % 1_000_000)}>
          Another one
        </button>
        <SteadyButton off={easier === undefined} onPress={() => go(easier, seed)}>
          Easier
        </SteadyButton>
        <SteadyButton off={harder === undefined} onPress={() => go(harder, seed)}>
          Harder
        </SteadyButton>
      </div>
    </section>
  );
}

/** At the end of a run, how its questions ended. */
function Result({ of }: { readonly of: string }) {
  const { store } = scoreOf(useSession());
  const entries = useStore(store);
  const isDone = useShown((derive, state) => {
    const step = derive.step(state);
    return step > 0 && step === derive.length(state) && !derive.asked(state);
  });
  const [since, setSince] = useState({ of, from: entries.length });
  // Another program is counted anew.
  if (since.of !== of) setSince({ of, from: entries.length });
  const { right, helped, told } = totalsOf(entries.slice(since.from));
  const asked = right + helped + told;
  return (
    <p role="status" className="result">
      {isDone && asked > 0 ? resultLine(right, helped, told) : null}
    </p>
  );
}

function resultLine(right: number, helped: number, told: number): string {
  const asked = right + helped + told;
  if (right === asked) return `All ${asked} right at once.`;
  const rest = [...(helped > 0 ? [`${helped} with help`] : []), ...(told > 0 ? [`${told} shown`] : [])];
  return `${right} of ${asked} right at once, ${rest.join(', ')}.`;
}
