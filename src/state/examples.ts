import { presets } from '../presets/index.ts';
import { openFresh } from './opening.ts';
import type { Session } from './store.ts';

export { presets as examples } from '../presets/index.ts';

/** Opens a preset with its numbers, before its first step; how it is looked at stays. */
export function openExample(session: Session, id: string): void {
  const preset = presets.find((each) => each.id === id);
  if (preset !== undefined) openFresh(session, preset.program, preset.inputs);
}
