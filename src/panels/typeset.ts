import katex from 'katex';
import 'katex/dist/katex.min.css';

export type Typeset = (latex: string, into: HTMLElement) => void;

const CLASSES = new Set(['value', 'tangent', 'adjoint']);

/** Draws LaTeX as elements, for eyes and as MathML for screen readers. Of what could reach out, only our classes may. */
export const typeset: Typeset = (latex, into) => {
  katex.render(`\\displaystyle ${latex}`, into, {
    output: 'htmlAndMathml',
    throwOnError: false,
    strict: false,
    maxExpand: 500,
    trust: (context) => context.command === '\\htmlClass' && CLASSES.has(context.class),
  });
};
