import { useEffect, useRef, useState } from 'react';
import type { Formula as FormulaData, MathPiece } from '../explain/explanation.ts';
import type { Typeset } from './typeset.ts';

/** Loaded once, by whoever draws mathematics first; plain characters stand until then. */
let loading: Promise<Typeset> | null = null;
let loaded: Typeset | null = null;

function useTypeset(): Typeset | null {
  const [typeset, setTypeset] = useState<Typeset | null>(() => loaded);
  useEffect(() => {
    if (typeset !== null) return;
    let gone = false;
    loading ??= import('./typeset.ts').then((module) => module.typeset);
    loading
      .then((found) => {
        loaded = found;
        if (!gone) setTypeset(() => found);
      })
      .catch(() => {
        loading = null; // offline: plain characters stay
      });
    return () => {
      gone = true;
    };
  }, [typeset]);
  return typeset;
}

/** One line of mathematics; names and numbers in the colour of the quantity they are. */
export function Formula({ parts }: { readonly parts: readonly FormulaData[] }) {
  const typeset = useTypeset();
  const line = useRef<HTMLSpanElement>(null);
  const latex = parts
    .flatMap(({ math }) => math)
    .map(coloured)
    .join(' ');
  useEffect(() => {
    if (typeset !== null && line.current !== null) typeset(latex, line.current);
  }, [typeset, latex]);
  // One element for each state, so that React never meets what the typesetter has drawn.
  return typeset === null ? (
    <span className="formula plain">{parts.map(({ text }) => text).join(' ')}</span>
  ) : (
    <span className="formula" ref={line} />
  );
}

const coloured = ({ latex, quantity }: MathPiece): string =>
  quantity === null ? latex : `\\htmlClass{${quantity}}{${latex}}`;
