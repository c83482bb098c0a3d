import { type Fault, faultNames, faultWords, isFault } from '../state/bugs.ts';
import { Select } from './Select.tsx';
import { useChoice } from './session.tsx';

/** All faults by their titles; before one is chosen, the question. */
export function FaultSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const faults = faultNames.map((name) => ({ value: name, label: faultWords[name].title }));
  const isOpen = !isFault(props.value);
  return (
    <Select
      label={props.label}
      value={isOpen ? '' : props.value}
      choices={isOpen ? [{ value: '', label: 'Which fault is it?' }, ...faults] : faults}
      onChange={props.onChange}
    />
  );
}

/** What a fault is, and its line of code beside the right one. */
export function Said({ fault }: { readonly fault: Fault }) {
  const { says, wrong, right } = faultWords[fault];
  return (
    <div className="said">
      <p>{says}</p>
      <dl>
        <dt>buggy</dt>
        <dd>
          <code>{wrong}</code>
        </dd>
        <dt>right</dt>
        <dd>
          <code>{right}</code>
        </dd>
      </dl>
    </div>
  );
}

/** Which fault is it? */
export function Guess({ fault }: { readonly fault: Fault }) {
  const [guess, setGuess] = useChoice('bugs.guess', '');
  const right = guess === fault;
  return (
    <div className="guess">
      <FaultSelect label="Your guess" value={guess} onChange={setGuess} />
      <div role="status" data-tone={!isFault(guess) ? 'none' : right ? 'good' : 'bad'}>
        {!isFault(guess) ? (
          <p className="quiet">Which entries fail, and by what factor? Say which fault would do that.</p>
        ) : right ? (
          <>
            <p>
              <b>✓ Found.</b>
            </p>
            <Said fault={fault} />
          </>
        ) : (
          <p>
            <b>✗ Not this one.</b> {faultWords[guess].says} Would that make these entries wrong, and no
            others?
          </p>
        )}
      </div>
    </div>
  );
}
