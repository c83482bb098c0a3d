import { type MouseEvent, useEffect, useMemo } from 'react';
import { useShown, useVerbs } from './session.tsx';

const NONE: readonly string[] = [];

/** Gives back a focus that came from the pointer, so that the arrow keys step again. */
export function releaseFocus({ detail, currentTarget }: MouseEvent<HTMLElement>): void {
  if (detail > 0) currentTarget.blur();
}

/** Lights a node wherever it is drawn, while something that means it is pointed at. */
export function useHover(name: string | null) {
  const verbs = useVerbs();
  return { onPointerEnter: () => verbs.hover(name), onPointerLeave: () => verbs.hover(null) };
}

/** What keeps some wires lit in the picture; the answer lights others for a while, or, with null, returns to these. */
export function useLight(wires: readonly string[]): (wires: readonly string[] | null) => void {
  const verbs = useVerbs();
  const graph = useShown((derive, state) => derive.graph(state));
  // They are the same as long as their keys are, whatever numbers go along them.
  const text = wires.join('\n');
  const kept = useMemo(() => (text === '' ? NONE : text.split('\n')), [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture is lit anew
  useEffect(() => {
    verbs.light(kept);
    return () => verbs.light(NONE);
  }, [verbs, kept, graph]);
  return (other) => verbs.light(other ?? kept);
}

/** Lights one wire while what means it is pointed at or has the focus. */
export function useWire(key: string) {
  const verbs = useVerbs();
  return whileAt(
    () => verbs.light([key]),
    () => verbs.light(NONE),
  );
}

/** Calls `enter` when the pointer or the focus comes to an element, `leave` when it goes. */
export const whileAt = (enter: () => void, leave: () => void) => ({
  onPointerEnter: enter,
  onPointerLeave: leave,
  onFocus: enter,
  onBlur: leave,
});
