import { presets } from '../presets/index.ts';
import { fresh } from './state.ts';
import type { Session } from './store.ts';

export { presets as examples } from '../presets/index.ts';

/** Opens a preset with its numbers, before its first step; how it is looked at stays. */
export function openExample({ store, verbs }: Session, id: string): void {
  const preset = presets.find((each) => each.id === id);
  if (preset === undefined) return;
  const { mode, granularity, notation, derivatives, view } = store.getState();
  verbs.open({ ...fresh(preset.program, preset.inputs), mode, granularity, notation, derivatives, view });
}
