import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedFrame, frameAt } from '../autodiff/frame.ts';
import { writes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { printValue } from '../base/print-value.ts';
import { numbersOf, type Value } from '../base/value.ts';
import type { Explanation } from '../explain/explanation.ts';
import { veiled } from '../explain/veil.ts';
import { explain, trace } from '../index.ts';
import { answered, hinted, isStuck, shown, unasked } from './asking.ts';
import { grade } from './grade.ts';
import { printValueInFull } from './numbers.ts';
import { pickOf } from './picks.ts';
import type { PosedNumber } from './posed-kinds.ts';
import { posedNext } from './posed-next.ts';
import { posedStep } from './posed-step.ts';

function runOf(
  program: string,
  inputs: Parameters<typeof trace>[1] = {},
  options: Parameters<typeof trace>[2] = {},
): Trace {
  const run = trace(program, inputs, options);
  if (!run.ok) throw new Error(run.problem.message);
  return run.value;
}

const toldAt = (run: Trace, k: number): Explanation => veiled(explain(run, k));

/** All questions of a run, by step. */
const questionsOf = (run: Trace): readonly (PosedNumber | null)[] =>
  run.steps.map((_, i) => posedStep(run, askedFrame(run, i + 1), 'bar', toldAt(run, i + 1)));

const gradeOf = (posed: PosedNumber, given: string) =>
  grade(given, posed.expected, posed.slips, posed.known, posed.tolerance);

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const AT = { x1: 2, x2: 5 };

describe('an answer typed with names', () => {
  const posed = questionsOf(runOf(FORK, AT));
  const at = (k: number): PosedNumber => posed[k - 1] ?? expect.unreachable();

  test.each([
    [3, 'x1*x2'],
    [3, 'x₁ · x₂'],
    [4, 'sin(x1)'],
    [5, 'v1+v2'],
    [9, 'dv2*cos(x1)'],
    [9, 'v2_bar * cos(x₁)'],
    [9, 'v̄₂·cos(x₁)'],
    [9, 'v2.grad*cos(x1)'],
    // What had arrived, and what arrives now.
    [10, 'dx1 + dv1*x2'],
    [10, 'x2 + cos(x1)'],
    [11, 'x1'],
  ])('step %i, %s', (k, given) => {
    expect(gradeOf(at(k), given)).toEqual({ kind: 'right' });
  });

  test('may not use what is asked for, or is not there yet, and is told which name', () => {
    expect(gradeOf(at(3), 'v1')).toMatchObject({
      kind: 'unread',
      message: expect.stringContaining('“v1” has no number here'),
    });
    expect(gradeOf(at(9), 'dx1')).toMatchObject({ kind: 'unread', message: expect.stringContaining('dx1') });
    expect(gradeOf(at(3), '2*f')).toMatchObject({ kind: 'unread', message: expect.stringContaining('“f”') });
    expect(gradeOf(at(10), '2x2')).toMatchObject({
      kind: 'unread',
      message: expect.stringContaining('2*x2'),
    });
  });

  test('in forward mode has tangents', () => {
    const ahead = questionsOf(runOf('y = x*x', { x: 3 }, { mode: 'forward' })).at(-1) ?? expect.unreachable();
    for (const given of ['2*x*x_dot', '2*x*ẋ', '2*x*dx', '6'])
      expect(gradeOf(ahead, given), given).toEqual({ kind: 'right' });
  });

  test('of arrays is computed as the program is', () => {
    const run = runOf('L = sum((W @ x)^2)', { W: [[1, 2], [3, 4]], x: [1, -1] }); // biome-ignore format: one line
    const value = questionsOf(run).find((each) => each?.quantity === 'value') ?? expect.unreachable();
    expect(gradeOf(value, 'W @ x')).toEqual({ kind: 'right' });
    expect(gradeOf(value, 'x @ W').kind).not.toBe('right');
    expect(gradeOf(value, 'W @ [1,2,3]').kind).toBe('unread');
  });

  test('a name of the program goes before what it could mean else', () => {
    const run = runOf('dx = 7\ny = x*dx', { x: 3 });
    const last = questionsOf(run).at(-1) ?? expect.unreachable();
    expect(last.known.get('dx')).toBe(7);
    expect(last.known.get('constructor')).toBeUndefined();
    expect(last.known.get('__proto__')).toBeUndefined();
  });
});

/** A program of a few operations, each on what stands before it, and numbers for its inputs. */
const program = fc
  .record({
    inputs: fc.array(
      fc.integer({ min: -7, max: 9 }).filter((x) => x !== 0),
      { minLength: 2, maxLength: 3 },
    ),
    ops: fc.array(fc.tuple(fc.constantFrom('+', '-', '*', '/', 'sin', 'cos', 'tanh'), fc.nat(), fc.nat()), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ inputs, ops }) => {
    const names = inputs.map((_, i) => `x${i}`);
    const formulas = new Map<string, string>();
    for (const [i, [op, a, b]] of ops.entries()) {
      const [u, v] = [names[a % names.length] as string, names[b % names.length] as string];
      const name = `n${i}`;
      formulas.set(name, /\w/u.test(op) ? `${op}(${u})` : `${u} ${op} ${v}`);
      names.push(name);
    }
    return {
      formulas,
      text: [
        ...inputs.map((x, i) => `x${i} = ${x}`),
        ...[...formulas].map(([name, formula]) => `${name} = ${formula}`),
      ].join('\n'),
    };
  });
const way = fc.record({
  mode: fc.constantFrom('values' as const, 'forward' as const, 'reverse' as const),
  granularity: fc.constantFrom('node' as const, 'edge' as const, 'micro' as const),
});

describe('of any program', () => {
  test('the formula of a step is right, by value, wherever it is asked', () => {
    fc.assert(
      fc.property(program, way, ({ text, formulas }, options) => {
        const run = runOf(text, {}, options);
        questionsOf(run).forEach((posed, i) => {
          const step = run.steps[i];
          if (posed === null || step === undefined) return;
          const name = run.graph.nodes[step.node]?.name ?? '';
          if (step.kind === 'evaluate')
            expect(gradeOf(posed, formulas.get(name) ?? '')).toEqual({ kind: 'right' });
          if (step.kind === 'seed') expect(gradeOf(posed, '1')).toEqual({ kind: 'right' });
          if (step.kind !== 'propagate' || !writes(step) || step.edges.length > 1) return;
          const [edge] = step.edges;
          if (edge === undefined) return;
          const { operand, local, before } = edge;
          // A formula has no ∞, which is an answer by itself.
          if (typeof local === 'number' && !Number.isFinite(local)) return;
          const sent = `d${name} * (${printValueInFull(local as Value)})`;
          const formula = before === null ? sent : `d${run.graph.nodes[operand]?.name} + ${sent}`;
          expect(gradeOf(posed, formula)).toEqual({ kind: 'right' });
        });
      }),
      { numRuns: 60 },
    );
  });

  test('what a slip brings is told to be that slip, the hints keep the result, and picks have the right one once', () => {
    fc.assert(
      fc.property(program, way, ({ text }, options) => {
        for (const posed of questionsOf(runOf(text, {}, options))) {
          if (posed === null) continue;
          for (const { kind, value } of posed.slips) {
            const result = gradeOf(posed, printValueInFull(value));
            // Nearer to the right one than an answer must be, or to a likelier slip.
            if (result.kind === 'right') continue;
            expect(result.kind).toBe('slip');
            const likelier = posed.slips.find((other) => gradesAs(value, other.value));
            if (result.kind === 'slip') expect([kind, likelier?.kind]).toContain(result.slip);
          }
          for (const hint of posed.hints) expect(hint).not.toMatch(/\?.*=\s*[\d−]/u);
          const pick = pickOf(posed) ?? expect.unreachable();
          expect(pick.options.length).toBeGreaterThanOrEqual(3);
          expect(new Set(pick.options).size).toBe(pick.options.length);
          expect(pick.options[pick.answer]).toBe(printValue(posed.expected));
          pick.options.forEach((option, i) => {
            expect(gradeOf(posed, option).kind === 'right').toBe(i === pick.answer);
          });
          expect(pickOf(posed)).toEqual(pick);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('each node that may come next is right, and leads there; another is told why it is not', () => {
    fc.assert(
      fc.property(program, way, ({ text }, options) => {
        const run = runOf(text, {}, options);
        for (let k = 0; k < run.steps.length; k++) {
          const posed = posedNext(run, k, 'bar');
          if (posed === null) continue;
          const next = run.graph.nodes[run.steps[k]?.node ?? -1];
          expect(posed.right).toContain(next?.name);
          for (const name of [...posed.candidates, 'x0', 'nobody'])
            if (!posed.right.has(name)) expect(posed.why(name)).toMatch(/^\S.*\.$/u);
        }
      }),
      { numRuns: 40 },
    );
  });
});

const gradesAs = (given: Value, expected: Value): boolean =>
  grade(printValueInFull(given), expected).kind === 'right';

describe('picks', () => {
  const numbers = (value: Value, extra: Partial<PosedNumber> = {}): PosedNumber => ({
    kind: 'number',
    key: 'k',
    prompt: 'y =',
    expected: value,
    quantity: 'value',
    slips: [],
    tolerance: null,
    known: new Map(),
    hints: [],
    ...extra,
  });

  test.each([0, 1, -1, 0.5, 2, 1e-9, 1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'of %d are three or four that differ as they are printed',
    (x) => {
      const pick = pickOf(numbers(x)) ?? expect.unreachable();
      expect(pick.options.length).toBeGreaterThanOrEqual(3);
      expect(new Set(pick.options).size).toBe(pick.options.length);
      expect(pick.options[pick.answer]).toBe(printValue(x));
    },
  );

  test('of small arrays are small arrays, of large ones there are none', () => {
    const pick = pickOf(numbers({ shape: [2], data: Float64Array.of(1, 2) }));
    expect(pick?.options).toContain('[1, 2]');
    expect(pick?.options.every((option) => /^\[.*\]$/u.test(option))).toBe(true);
    expect(pickOf(numbers({ shape: [9], data: new Float64Array(9) }))).toBeNull();
  });

  test('hang on the question and not on chance: not always at one place', () => {
    const places = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => pickOf(numbers(x, { key: String(x) }))?.answer);
    expect(new Set(places).size).toBeGreaterThan(1);
  });

  test('name the slip that was picked', () => {
    const posed = questionsOf(runOf(FORK, AT))[9] ?? expect.unreachable();
    const pick = pickOf(posed) ?? expect.unreachable();
    const { asking, entry } = answered(pick, unasked, String(pick.options.indexOf('5')));
    expect(asking.said?.text).toContain('Add it to what had arrived');
    expect(entry).toMatchObject({ given: '5', slip: 'overwrite', isCorrect: false, tries: 1, node: 'x1' });
    const none = answered(pick, unasked, '');
    expect([none.entry, none.asking.tries]).toEqual([null, 0]);
  });
});

describe('an asking', () => {
  const posed = questionsOf(runOf(FORK, AT))[9] ?? expect.unreachable();

  test('ends right at once, helped after a slip or a hint, or told', () => {
    expect(answered(posed, unasked, '4.584').asking.mark).toBe('right');
    const slipped = answered(posed, unasked, '5').asking;
    expect(slipped).toMatchObject({ tries: 1, mark: null });
    expect(answered(posed, slipped, 'x2+cos(x1)').asking.mark).toBe('helped');
    expect(answered(posed, hinted(posed, unasked), '4.584').asking.mark).toBe('helped');
    const { asking, entry } = shown(posed, slipped);
    expect([asking.mark, asking.said?.text]).toEqual(['told', 'It is x̄₁ = 4.584.']);
    expect(entry).toMatchObject({ told: true, given: null, tries: 1, isCorrect: false });
  });

  test('takes nothing after its end, and what is no answer is no try', () => {
    const done = answered(posed, unasked, '4.584').asking;
    expect(answered(posed, done, '5')).toEqual({ asking: done, entry: null });
    expect(shown(posed, done).entry).toBeNull();
    const unread = answered(posed, unasked, 'two');
    expect([unread.entry, unread.asking.tries, unread.asking.said?.kind]).toEqual([null, 0, 'wrong']);
    expect(answered(posed, unread.asking, '4.584').asking.mark).toBe('right');
  });

  test('offers the result in so many words after two tries', () => {
    const once = answered(posed, unasked, '1').asking;
    expect([isStuck(once), isStuck(answered(posed, once, '2').asking)]).toEqual([false, true]);
  });

  test('has hints in order, which never give the result', () => {
    expect(posed.hints).toEqual(['Multiplication swaps: x̄₁ += v̄₁·∂v₁/∂x₁ = v̄₁·x₂', 'x̄₁ = −0.4161 + 1·5 = ?']);
    const many = [1, 2, 3].reduce((asking) => hinted(posed, asking), unasked);
    expect(many.hints).toBe(2);
  });

  test('asks for a part of a fork’s sum as such', () => {
    const run = runOf(FORK, AT);
    expect(questionsOf(run).map((each) => each?.prompt ?? null)).toEqual([
      null,
      null,
      'v₁ =',
      'v₂ =',
      'f =',
      'f̄ =',
      'v̄₁ =',
      'v̄₂ =',
      'x̄₁ after this step =',
      'x̄₁ =',
      'x̄₂ =',
    ]);
    expect(frameAt(run, 9).entries.flatMap(({ adjoint }) => numbersOf(adjoint ?? 0))).toHaveLength(5);
  });

  test('for a node takes each that is ready, by any spelling', () => {
    const next = posedNext(runOf(FORK, AT), 2, 'bar') ?? expect.unreachable();
    expect([...next.right]).toEqual(['v1', 'v2']);
    expect(answered(next, unasked, 'v₂').asking).toMatchObject({
      mark: 'right',
      said: { text: 'Right: v₂ comes next.' },
    });
    const early = answered(next, unasked, 'f');
    expect(early.asking.said?.text).toBe('f waits for v₁ and v₂.');
    expect(early.entry).toMatchObject({ given: 'f', expected: 'v1 or v2', quantity: 'node' });
  });
});
