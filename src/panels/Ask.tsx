import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { displayName } from '../language/names.ts';
import { type Answered, type Asking, answered, hinted, isStuck, shown, unasked } from '../state/asking.ts';
import type { Posed, PosedChoice, PosedNode } from '../state/posed-kinds.ts';
import { type Mark, scoreOf } from '../state/score.ts';
import { useSession, useShown } from './session.tsx';
import '../styles/predict.css';

interface AskProps<P extends Posed = Posed> {
  readonly posed: P;
  /** The question has ended: with the answer that was right, or null where it was shown. Called once. */
  readonly onDone: (mark: Mark, given: string | null) => void;
  /** Whether the focus goes to the answer when it is asked. */
  readonly takesFocus?: boolean;
  /** What is said before anything is answered: how the last question ended. */
  readonly lead?: string | undefined;
  /** What stands in the question's place once it has ended: the way to the next. */
  readonly onward?: ReactNode;
  /** Stands beside Hint and Show. */
  readonly children?: ReactNode;
}

/**
 * Puts a question, takes answers to it, and says to a wrong one what it looks like; hints one after another, and the
 * result for whoever wants to see it. Each answer goes into the session's record.
 */
export function Ask(props: AskProps) {
  // Another question is asked anew.
  return <OneAsk key={props.posed.key} {...props} />;
}

function OneAsk({ posed, onDone, takesFocus = false, lead, onward, children }: AskProps) {
  const session = useSession();
  const [asking, setAsking] = useState<Asking>(unasked);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) focusIn(root.current);
  }, [takesFocus]);

  const take = (next: { readonly asking: Asking; readonly entry: Answered | null }): void => {
    setAsking(next.asking);
    if (next.entry !== null) record(session, next.entry);
    if (asking.mark === null && next.asking.mark !== null)
      onDone(next.asking.mark, next.entry?.told === true ? null : (next.entry?.given ?? null));
    // Who answered in the picture stays there.
    else if (root.current?.contains(document.activeElement)) focusIn(root.current);
  };
  const answer = (given: string): void => take(answered(posed, asking, given));
  const { said, mark, hints } = asking;
  const hint = (): void => {
    setAsking(hinted(posed, asking));
    // The button of the last hint goes, and the focus must not go with it.
    if (hints + 1 !== posed.hints.length) return;
    root.current?.querySelector<HTMLElement>(ANSWERS)?.focus({ preventScroll: true });
    session.verbs.help();
  };
  const isOpen = mark === null;
  const parts = { id, isOpen, isWrong: said?.kind === 'wrong', onAnswer: answer };
  const way = posed.kind === 'number' ? posed.way : undefined;
  return (
    <div className="ask" ref={root}>
      {posed.kind === 'choice' ? (
        <Choices {...parts} posed={posed} />
      ) : !isOpen ? (
        <Asked prompt={posed.prompt} />
      ) : posed.kind === 'number' ? (
        <Field {...parts} prompt={posed.prompt} />
      ) : (
        <Nodes {...parts} posed={posed} />
      )}
      {isOpen ? null : onward}
      <p role="status" id={`${id}r`} data-kind={said?.kind}>
        {said?.text ?? lead ?? (isOpen ? way : null)}
      </p>
      {isOpen || children != null ? (
        <div className="act">
          {isOpen && hints < posed.hints.length ? (
            <button type="button" className="button bare" onClick={hint}>
              {hints === 0 ? 'Hint' : 'Next hint'}
            </button>
          ) : null}
          {isOpen ? (
            <button
              type="button"
              className={isStuck(asking) ? 'button' : 'button bare'}
              onClick={() => take(shown(posed, asking))}
            >
              Show
            </button>
          ) : null}
          {children}
        </div>
      ) : null}
      {/* Announced as they come; the answer, once it is there, is said in their place. */}
      <div aria-live="polite" className="hints">
        {posed.hints.slice(0, isOpen ? hints : 0).map((hint) => (
          <p key={hint}>{hint}</p>
        ))}
      </div>
    </div>
  );
}

/** What was asked, which the answer alone may not say: one that begins the answer, `x̄₁ =`, is said with it. */
const Asked = ({ prompt }: { readonly prompt: string }) =>
  prompt.endsWith('=') ? null : <p className="prompt">{prompt}</p>;

interface PartProps {
  readonly id: string;
  readonly isOpen: boolean;
  readonly isWrong: boolean;
  readonly onAnswer: (given: string) => void;
}

/** Enter answers, and submits nothing: a frame without the right to forms, in a sandbox, would do nothing at all. */
const onEnter = (answer: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  answer();
};

function Field({ id, isWrong, prompt, onAnswer }: PartProps & { readonly prompt: string }) {
  const field = useRef<HTMLInputElement>(null);
  const answer = () => onAnswer(field.current?.value ?? '');
  return (
    <form>
      <label htmlFor={id}>{prompt}</label>
      <input
        ref={field}
        id={id}
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="done"
        aria-invalid={isWrong}
        aria-describedby={`${id}r`}
        onKeyDown={onEnter(answer)}
      />
      <button type="button" className="button" onClick={answer}>
        Check
      </button>
    </form>
  );
}

function Choices({ id, isOpen, posed, onAnswer }: PartProps & { readonly posed: PosedChoice }) {
  const [picked, setPicked] = useState('');
  const answer = () => onAnswer(picked);
  return (
    <form>
      <fieldset aria-describedby={`${id}r`}>
        <legend data-math={posed.name !== undefined}>{posed.prompt}</legend>
        {posed.options.map((option, i) => (
          <label
            key={option}
            className="option"
            data-right={isOpen ? undefined : i === posed.answer}
            data-picked={picked === String(i)}
          >
            <input
              type="radio"
              name={id}
              value={i}
              checked={picked === String(i)}
              disabled={!isOpen}
              onChange={() => setPicked(String(i))}
              onKeyDown={onEnter(answer)}
            />
            <span>{option}</span>
          </label>
        ))}
      </fieldset>
      {isOpen ? (
        <button type="button" className="button" onClick={answer}>
          Check
        </button>
      ) : null}
    </form>
  );
}

/** More nodes than these are not listed; one is clicked, or its name is typed. */
const MOST_LISTED = 12;

function Nodes({ id, isWrong, posed, onAnswer }: PartProps & { readonly posed: PosedNode }) {
  usePicked(onAnswer);
  if (posed.candidates.length > MOST_LISTED)
    return (
      <>
        <p className="prompt">{posed.prompt}</p>
        <Field id={id} isOpen isWrong={isWrong} prompt="Click it, or type its name:" onAnswer={onAnswer} />
      </>
    );
  return (
    <fieldset aria-describedby={`${id}r`}>
      <legend>{posed.prompt}</legend>
      <p className="quiet">Click it in the graph, or here.</p>
      <div className="nodes">
        {posed.candidates.map((name) => (
          <button key={name} type="button" className="button" onClick={() => onAnswer(name)}>
            {displayName(name)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A node that is selected in the picture is an answer. */
function usePicked(onPicked: (name: string) => void): void {
  const { verbs } = useSession();
  const selection = useShown((_, state) => state.selection);
  const isFirst = useRef(true);
  const last = useRef(onPicked);
  useLayoutEffect(() => {
    last.current = onPicked;
  });
  useEffect(() => {
    const isOld = isFirst.current;
    isFirst.current = false;
    if (selection === null) return;
    const active = document.activeElement;
    // The cursor of the editor selects as well, and only looks.
    if (!isOld && active instanceof HTMLElement && active.isContentEditable) return;
    // Nothing stays selected, so that the same node can be chosen again.
    verbs.select(null);
    if (!isOld) last.current(selection);
  }, [selection, verbs]);
}

const ANSWERS = 'input, .nodes button';

/** The field; else the first thing that can be chosen. */
function focusIn(root: HTMLElement | null): void {
  const field = root?.querySelector<HTMLInputElement>('input[type="text"]');
  field?.focus({ preventScroll: true });
  field?.select();
  if (field !== null || root?.contains(document.activeElement) === true) return;
  root?.querySelector<HTMLElement>(ANSWERS)?.focus({ preventScroll: true });
}

function record(session: ReturnType<typeof useSession>, entry: Answered): void {
  const { store, derive } = session;
  const state = store.getState();
  const { lesson, program } = state;
  scoreOf(session).add({
    lesson: lesson?.id ?? null,
    part: lesson?.part ?? null,
    program,
    step: derive.step(state),
    ...entry,
  });
}
