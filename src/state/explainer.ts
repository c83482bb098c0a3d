import type { Trace } from '../autodiff/trace.ts';
import type { Explanation, Formula } from '../explain/explanation.ts';

/** What puts a step into words. It is not needed for the first picture, and arrives a moment after it. */
export type Explain = (trace: Trace, k: number) => Explanation;

export const loadExplain = async (): Promise<Explain> => (await import('../explain/explain.ts')).explain;

const nothing: Formula = { math: [], text: '' };

/** Stands in until then: nothing is said, and nothing is wrong. */
export const pending: Explanation = {
  sentence: [],
  rule: '',
  symbols: nothing,
  numbers: nothing,
  result: nothing,
  notice: null,
  text: '',
  latex: '',
  callout: null,
  title: '',
};
