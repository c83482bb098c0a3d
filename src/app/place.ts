import type { Place } from '../state/derive.ts';
import type { Asked } from './layout-worker.ts';

type Placement = Awaited<ReturnType<Place>>;

let worker: Worker | null = null;
let asked = 0;
const waiting = new Map<
  number,
  { done: (placement: Placement) => void; failed: (reason: unknown) => void }
>();

/** Layout in a worker; where there can be none (a sandboxed frame), here. */
export const place: Place = async (problem, options) => {
  try {
    return await ask({ id: asked++, problem, options });
  } catch {
    const { layout } = await import('../layout/layout.ts');
    return layout(problem, options);
  }
};

function ask(question: Asked): Promise<Placement> {
  worker ??= start();
  worker.postMessage(question);
  return new Promise((done, failed) => waiting.set(question.id, { done, failed }));
}

function start(): Worker {
  const made = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  made.addEventListener('message', ({ data }: MessageEvent<{ id: number; placement: Placement }>) => {
    waiting.get(data.id)?.done(data.placement);
    waiting.delete(data.id);
  });
  made.addEventListener('error', (event) => {
    for (const { failed } of waiting.values()) failed(event);
    waiting.clear();
    worker = null;
  });
  return made;
}
