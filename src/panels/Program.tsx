import { useEffect, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Fix, Problem } from '../base/problem.ts';
import type { Editor } from './editor.ts';
import { Inside } from './Inside.tsx';
import { PasteCode, PasteOffer } from './later.tsx';
import { looksLikePython } from './python-signs.ts';
import { useSession, useShown, useVerbs } from './session.tsx';

/** The text. A plain field until the editor has loaded; what is typed meanwhile, and the caret, are taken over. */
export function Program() {
  const session = useSession();
  const verbs = useVerbs();
  const program = useShown((_, state) => state.program);
  const problems = useShown((derive, state) => derive.problems(state));
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const editor = useRef<Editor | null>(null);
  const [loaded, setLoaded] = useState(false);
  /** The code in the dialog, and whether it is the program's text; null while that is closed. */
  const [code, setCode] = useState<{ text: string; isPasted: boolean } | null>(null);
  /** A text that shall stay as it is; nothing is offered for it again. */
  const [kept, setKept] = useState<string | null>(null);
  const id = useId();

  useEffect(() => {
    let gone = false;
    const mount = async () => {
      const { mountEditor } = await import('./editor.ts');
      await endOfComposition(area.current);
      if (gone || host.current === null) return;
      const focused = area.current?.matches(':focus') ?? false;
      const { selectionStart: from = 0, selectionEnd: to = 0 } = area.current ?? {};
      editor.current = mountEditor(host.current, session, { from, to, focused }, list.current);
      // At once, so that there are never two fields for one text.
      flushSync(() => setLoaded(true));
    };
    mount().catch(() => {}); // offline: the plain field stays, and does all but colours
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = null;
    };
  }, [session]);

  const repair = (fix: Fix, byKeyboard: boolean) => {
    if (editor.current !== null) return editor.current.repair(fix, byKeyboard);
    verbs.setProgram(program.slice(0, fix.from) + fix.insert + program.slice(fix.to));
  };

  const use = (insert: string) => {
    // The dialog first: while it is open, nothing behind it takes the focus.
    flushSync(() => setCode(null));
    // As one edit, so that undo brings back what was pasted.
    repair({ from: 0, to: program.length, insert, title: '' }, true);
  };

  const leave = () => {
    flushSync(() => setCode(null));
    if (code?.isPasted !== true) return;
    setKept(program);
    // The button that opened it is gone.
    (editor.current ?? area.current)?.focus();
  };

  return (
    <section className="panel program" aria-labelledby={`${id}h`}>
      <div className="head">
        <h2 id={`${id}h`}>Program</h2>
        <button type="button" className="button bare" onClick={() => setCode({ text: '', isPasted: false })}>
          Paste code…
        </button>
      </div>
      <Inside />
      <div className="editor" data-wrong={problems.length > 0}>
        <div ref={host} />
        {loaded ? null : (
          <textarea
            ref={area}
            aria-label="Program"
            aria-invalid={problems.length > 0}
            aria-describedby={`${id}p`}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            rows={Math.min(12, program.split('\n').length)}
            value={program}
            onChange={(event) => verbs.setProgram(event.target.value)}
            onCompositionStart={(event) => event.currentTarget.setAttribute('data-composing', '')}
            onCompositionEnd={(event) => event.currentTarget.removeAttribute('data-composing')}
          />
        )}
      </div>
      {problems.length > 0 && program !== kept && looksLikePython(program) ? (
        <PasteOffer text={program} onRead={() => setCode({ text: program, isPasted: true })} />
      ) : null}
      {code === null ? null : (
        <PasteCode text={code.text} isPasted={code.isPasted} onUse={use} onClose={leave} />
      )}
      <ul className="problems" id={`${id}p`} ref={list} aria-label="Problems" hidden={problems.length === 0}>
        {problems.slice(0, 5).map((problem) => (
          <ProblemLine key={`${problem.from} ${problem.message}`} problem={problem} onRepair={repair} />
        ))}
        {problems.length > 5 ? <li>… and {problems.length - 5} more</li> : null}
      </ul>
    </section>
  );
}

function ProblemLine(props: { problem: Problem; onRepair: (fix: Fix, byKeyboard: boolean) => void }) {
  const { message, hint, fix } = props.problem;
  return (
    <li>
      <span aria-live="polite">
        {message}
        {hint === undefined ? null : ` ${hint}`}
      </span>
      {fix === undefined ? null : (
        <button
          type="button"
          className="button fix"
          onClick={(event) => props.onRepair(fix, event.detail === 0)}
        >
          {fix.title}
        </button>
      )}
    </li>
  );
}

/** A half-written character must not be cut off by the editor's arrival. */
function endOfComposition(area: HTMLTextAreaElement | null): Promise<void> {
  if (area === null || !area.hasAttribute('data-composing')) return Promise.resolve();
  return new Promise((resolve) => area.addEventListener('compositionend', () => resolve(), { once: true }));
}
