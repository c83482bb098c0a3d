import { useMemo } from 'react';
import { sheetOf } from '../lessons/answers.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { startOf } from '../lessons/screens.ts';
import { versus } from '../lessons/versus.ts';
import { useShown } from './session.tsx';

/** What a variant changes, and what comes of it: `w: 2 → 4`. */
export function Versus({ lesson, isTold }: { readonly lesson: Lesson; readonly isTold: boolean }) {
  const program = useShown((_, state) => state.program);
  const inputs = useShown((_, state) => state.inputs);
  const found = useMemo(() => {
    const own = sheetOf(lesson);
    const isOwn = program === startOf(lesson).program && inputs === lesson.inputs;
    return own === null || isOwn ? [] : versus(own, { program, inputs }, isTold);
  }, [lesson, program, inputs, isTold]);
  if (found.length === 0) return null;
  return (
    <span className="versus">
      {found.map(({ name, before, after }) => (
        <span key={name}>
          {name}: {before} → <b>{after}</b>
        </span>
      ))}
    </span>
  );
}
