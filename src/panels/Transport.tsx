import type { KeyboardEvent } from 'react';
import { type Stretch, stretchesOf } from '../state/phases.ts';
import { SPEEDS } from '../state/state.ts';
import { First, Last, Next, Pause, Play, Previous } from './icons.tsx';
import { Select } from './Select.tsx';
import { useShown, useVerbs } from './session.tsx';

/** First, back, play, forward, last; a scrubber that shows the phases; where we are, in words. */
export function Transport() {
  return (
    <>
      <Buttons />
      <Scrubber />
      <Where />
    </>
  );
}

function Buttons() {
  const verbs = useVerbs();
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const playing = useShown((_, state) => state.playing);
  const start = step === 0;
  const asked = useShown((derive, state) => derive.asked(state));
  // What the last step asks can still be told.
  const end = step === length && !asked;
  return (
    <fieldset className="buttons" aria-label="Transport">
      <button
        type="button"
        aria-label="First step"
        title="First step (Home)"
        disabled={start}
        onClick={verbs.first}
      >
        <First />
      </button>
      <button type="button" aria-label="Back" title="Back (←)" disabled={start} onClick={verbs.previous}>
        <Previous />
      </button>
      <button
        type="button"
        className="play"
        aria-label={playing ? 'Pause' : 'Play'}
        title={playing ? 'Pause (Space)' : 'Play (Space)'}
        disabled={length === 0}
        onClick={playing ? verbs.pause : verbs.play}
      >
        {playing ? <Pause /> : <Play />}
      </button>
      <button type="button" aria-label="Forward" title="Forward (→)" disabled={end} onClick={verbs.next}>
        <Next />
      </button>
      <button
        type="button"
        aria-label="Last step"
        title="Last step (End)"
        disabled={end}
        onClick={verbs.last}
      >
        <Last />
      </button>
      <Speed />
    </fieldset>
  );
}

const NONE: readonly Stretch[] = [];
/** Up to here each step has a piece of the bar of its own. */
const FEW = 72;

function Scrubber() {
  const verbs = useVerbs();
  const trace = useShown((derive, state) => derive.trace(state));
  const step = useShown((derive, state) => derive.step(state));
  const title = useShown((derive, state) => derive.explanation(state)?.title ?? '');
  const length = trace?.steps.length ?? 0;
  const stretches = trace === null ? NONE : stretchesOf(trace);
  // What a slide remote sends is one step here too; a range would jump by a tenth.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'PageDown') verbs.next();
    else verbs.previous();
  };
  return (
    <div className="scrubber">
      <div className="track">
        <input
          type="range"
          className="scrub"
          aria-label="Step"
          aria-valuetext={`step ${step} of ${length}, ${title}`}
          min={0}
          max={length}
          step={1}
          value={step}
          disabled={length === 0}
          onChange={(event) => verbs.goTo(Number(event.target.value))}
          onKeyDown={onKeyDown}
        />
        <div className="bar" aria-hidden="true">
          {stretches.map((stretch) => (
            <div
              key={stretch.phase}
              className="stretch"
              data-phase={stretch.phase}
              style={{ flexGrow: stretch.to - stretch.from }}
            >
              <div className="pieces">
                {length <= FEW ? (
                  <Pieces stretch={stretch} step={step} />
                ) : (
                  <Whole stretch={stretch} step={step} />
                )}
              </div>
              <span className="phase">{stretch.phase}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function Pieces({ stretch, step }: { readonly stretch: Stretch; readonly step: number }) {
  const pieces = Array.from({ length: stretch.to - stretch.from }, (_, i) => stretch.from + i + 1);
  return pieces.map((k) => <i key={k} data-done={k <= step} data-now={k === step} />);
}

function Whole({ stretch: { from, to }, step }: { readonly stretch: Stretch; readonly step: number }) {
  const share = Math.max(0, Math.min(1, (step - from) / (to - from)));
  return (
    <i className="whole" data-now={step > from && step <= to}>
      <b style={{ width: `${share * 100}%` }} />
    </i>
  );
}

function Speed() {
  const verbs = useVerbs();
  const speed = useShown((_, state) => state.preferences.speed);
  return (
    <Select
      className="button"
      label="Speed"
      title="Speed of play"
      value={String(speed)}
      choices={SPEEDS.map((each) => ({ value: String(each), label: `${each}×` }))}
      onChange={(chosen) => verbs.prefer({ speed: Number(chosen) })}
    />
  );
}

function Where() {
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const title = useShown((derive, state) => derive.explanation(state)?.title ?? '');
  return (
    <p className="where">
      <span className="count">{`step ${step} of ${length}`}</span>
      {title === '' ? null : <span className="title">{` · ${title}`}</span>}
    </p>
  );
}
