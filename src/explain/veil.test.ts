import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedFrame, frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { withOther } from '../autodiff/otherwise.testing.ts';
import { computes, type Granularity, type Mode, type Step } from '../autodiff/step.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import { examples, graphFrom } from '../graph/examples.ts';
import type { Graph } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { explain } from './explain.ts';
import { unaided, veiled } from './veil.ts';

const MODES: readonly Mode[] = ['values', 'forward', 'reverse'];
const GRANULARITIES: readonly Granularity[] = ['node', 'edge', 'micro'];
const STYLES = ['bar', 'leibniz', 'd', 'grad'] as const;

function run(graph: Graph, mode: Mode, granularity: Granularity): Trace {
  const at = inputValues(graph, {});
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode, granularity, ...defaultSeeds(graph) });
}

const programs = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.boolean()).map(([seed, isArray]) => {
  return isArray ? randomArrayProgram(seed, 6) : randomProgram(seed, 8);
});

describe('a step that is asked for', () => {
  test('says the same whatever comes out', () => {
    fc.assert(
      fc.property(
        programs,
        fc.constantFrom(...MODES),
        fc.constantFrom(...GRANULARITIES),
        fc.constantFrom(...STYLES),
        (program, mode, granularity, style) => {
          const given = run(graphFrom(program), mode, granularity);
          for (let k = 1; k <= given.steps.length; k++) {
            if (!computes(given.steps[k - 1] as Step)) continue;
            const changed = withOther(given, k);
            expect(veiled(explain(changed, k, style))).toEqual(veiled(explain(given, k, style)));
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  // Else the test above would prove nothing.
  test('says something else once it is told', () => {
    for (const mode of MODES) {
      const given = run(
        graphFrom(`x1 = 2\nx2 = 5\n${examples.fork}`.replace('f(x1, x2) = ', 'f = ')),
        mode,
        'micro',
      );
      for (let k = 1; k <= given.steps.length; k++) {
        if (!computes(given.steps[k - 1] as Step)) continue;
        expect(explain(withOther(given, k), k).text).not.toBe(explain(given, k).text);
      }
    }
  });

  test('has the numbers of the step before, and the focus of its own', () => {
    fc.assert(
      fc.property(
        programs,
        fc.constantFrom(...MODES),
        fc.constantFrom(...GRANULARITIES),
        (program, mode, g) => {
          const given = run(graphFrom(program), mode, g);
          for (let k = 0; k <= given.steps.length; k++) {
            const [asked, after] = [askedFrame(given, k), frameAt(given, k)];
            expect([asked.k, asked.step, asked.focus]).toEqual([k, after.step, after.focus]);
            expect(asked.asked).toBe(after.step !== null && computes(after.step));
            expect(asked.entries).toEqual(frameAt(given, asked.asked ? k - 1 : k).entries);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('the words of a step that is asked for', () => {
  const told = (program: string, mode: Mode, granularity: Granularity, find: (step: Step) => boolean) => {
    const given = run(graphFrom(program), mode, granularity);
    const k = given.steps.findIndex(find) + 1;
    return veiled(explain(given, k));
  };

  test('keep the numbers of the operands', () => {
    const asked = told('x = 2\ny = 5\nf = x*y', 'values', 'node', ({ kind }) => kind === 'evaluate');
    expect([asked.numbers.text, asked.result.text]).toEqual(['= 2 · 5', '= ?']);
    expect(asked.callout?.pieces.map(({ text }) => text).join('')).toBe('2 × 5 = ?');
    expect(asked.text).toContain('= 2 · 5 = ?');
    expect(asked.latex).toMatch(/= \?$/u);
  });

  test('tell without help neither the numbers nor the rule in words', () => {
    const asked = unaided(
      told('x = 2\ny = 5\nf = x*y', 'reverse', 'edge', ({ kind }) => kind === 'propagate'),
    );
    expect(asked.callout).toBeNull();
    expect([asked.symbols.text, asked.numbers.text, asked.result.text]).toEqual([
      'x̄ = f̄·∂f/∂x = f̄·y',
      '',
      '= ?',
    ]);
    expect(asked.text).toBe('backward · through × to x: its number is asked for.');
    expect(asked.sentence.map(({ text }) => text).join('')).not.toMatch(/\d|swap/u);
  });

  test('have a negative number after a sign in brackets, as mathematics has', () => {
    const texts = ['x + y', 'x - y', 'x*y', 'x/y', 'y*x'].map((expr) => {
      const asked = told(`x = 4\ny = -6\nf = ${expr}`, 'values', 'node', ({ kind }) => kind === 'evaluate');
      return [asked.numbers.text, asked.callout?.pieces[0]?.text];
    });
    expect(texts).toEqual([
      ['= 4 + (−6)', '4 + (−6) = '],
      ['= 4 − (−6)', '4 − (−6) = '],
      ['= 4 · (−6)', '4 × (−6) = '],
      ['= 4 / (−6)', '4 / (−6) = '],
      ['= −6 · 4', '−6 × 4 = '],
    ]);
  });

  test('do not give away what the run has found', () => {
    const asked = told('x = 3\nf = 7*x', 'reverse', 'edge', ({ kind }) => kind === 'propagate');
    expect(asked.text).not.toContain('gradient is complete');
    expect(asked.result.text).toBe('= ?');
  });

  test('do not write a local derivative that is a mere number', () => {
    const asked = told(
      'x = 3\nf = 7*x',
      'reverse',
      'micro',
      (s) => s.kind === 'propagate' && s.part === 'local',
    );
    expect(asked.text).not.toContain('7');
    expect(asked.symbols.text).toBe('∂f/∂x = ?');
  });

  test('do not tell the first of two contributions of one step', () => {
    const asked = told('x = 3\nf = x*x', 'reverse', 'node', ({ kind }) => kind === 'propagate');
    expect(asked.numbers.text).toBe('x̄ = 1·3, x̄ = ? + 1·3');
  });

  test('ask no step that computes nothing', () => {
    const { steps } = run(graphFrom(examples.fork), 'reverse', 'micro');
    const open = steps.filter(computes);
    expect(open.some(({ kind }) => kind === 'input')).toBe(false);
    expect(open.some((step) => step.kind === 'propagate' && step.part === 'upstream')).toBe(false);
  });
});
