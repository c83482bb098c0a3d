import { type LayoutOptions, type LayoutProblem, layout } from '../layout/layout.ts';

/** Finds the places of large graphs beside the page, so that typing never waits. */
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  postMessage({ id: data.id, placement: layout(data.problem, data.options) });
});

export interface Asked {
  readonly id: number;
  readonly problem: LayoutProblem;
  readonly options: LayoutOptions;
}
