import { describe, expect, test } from 'vitest';
import { run } from './run.testing.ts';

const batch = async (command: string, items: readonly unknown[]) => {
  const { status, out, err } = await run([command, '--json', '-'], JSON.stringify(items));
  expect([status, err]).toEqual([0, '']);
  return JSON.parse(out);
};

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';

describe('grad', () => {
  test('answers for every input, in every mode', async () => {
    for (const mode of ['reverse', 'forward', 'numeric', 'symbolic', undefined]) {
      const [answer] = await batch('grad', [{ id: 7, program: FORK, inputs: { x1: 2, x2: 5 }, mode }]);
      expect(answer.id).toBe(7);
      expect(answer.value).toBeCloseTo(10.909297, 5);
      expect(answer.grad.x1).toBeCloseTo(4.583853, 5);
      expect(answer.grad.x2).toBeCloseTo(2, 8);
    }
  });

  test('literals are inputs too, and names of the host are names', async () => {
    const [first, second] = await batch('grad', [
      { id: 'a', program: 'w = 3; w*x' },
      { id: 'b', program: '__proto__*constructor', inputs: JSON.parse('{"__proto__": 4}') },
    ]);
    expect(first).toEqual({ id: 'a', value: 3, grad: { w: 1, x: 3 } });
    expect(Object.entries(second.grad)).toEqual([
      ['__proto__', 1],
      ['constructor', 4],
    ]);
  });

  test('a batch survives every bad item', async () => {
    const answers = await batch('grad', [
      { id: 1, program: 'x +' },
      null,
      'text',
      { id: 2 },
      { id: 3, program: 'x', inputs: [1] },
      { id: 4, program: 'x', mode: 'sideways' },
      { id: 5, program: 'x', inputs: { y: 1 } },
      { id: 6, program: 'x', inputs: { x: 'two' } },
      { id: 7, program: 'x^2', inputs: { x: 3 } },
    ]);
    expect(answers.map((a: { id: unknown; error?: { kind: string } }) => [a.id, a.error?.kind])).toEqual([
      [1, 'syntax'],
      [null, 'input'],
      [null, 'input'],
      [2, 'input'],
      [3, 'input'],
      [4, 'input'],
      [5, 'input'],
      [6, 'input'],
      [7, undefined],
    ]);
  });

  test('numbers that JSON lacks are strings', async () => {
    const [answer] = await batch('grad', [{ id: 1, program: 'log(x) + 1/y', inputs: { x: -1, y: 0 } }]);
    expect(answer).toEqual({ id: 1, value: 'NaN', grad: { x: -1, y: '-Infinity' } });
  });

  test('a kink is named', async () => {
    const [answer] = await batch('grad', [{ id: 1, program: 'relu(x)', inputs: { x: 0 }, mode: 'numeric' }]);
    expect(answer.kinks).toEqual([{ node: 'v1', message: expect.stringContaining('0') }]);
  });

  test('for people: a table', async () => {
    const { status, out } = await run(['grad', 'x1*x2+sin(x1)', 'x1=2', 'x2=5']);
    expect(status).toBe(0);
    expect(out).toBe('value  10.90929743\n∂/∂x1  4.583853163\n∂/∂x2  2\n');
  });

  test('a formula may begin with a minus', async () => {
    expect((await run(['grad', '-x^2', 'x=-3'])).out).toContain('−9');
  });
});

describe('trace', () => {
  test('says every step in the form of the contract', async () => {
    const [{ steps }] = await batch('trace', [{ id: 1, program: FORK, inputs: { x1: 2, x2: 5 } }]);
    expect(steps).toHaveLength(11);
    expect(steps.map((s: { index: number }) => s.index)).toEqual([...steps.keys()]);
    expect(steps[0]).toMatchObject({ phase: 'inputs', kind: 'input', node: 'x1', value: 2 });
    expect(steps[5]).toMatchObject({ phase: 'backward', kind: 'seed', node: 'f', adjoint: 1 });
    expect(steps[9]).toMatchObject({
      kind: 'propagate',
      node: 'v1',
      operand: 'x1',
      local: 5,
      contribution: 5,
    });
    expect(steps[9].adjoint).toBeCloseTo(4.583853, 5);
    for (const step of steps) expect([typeof step.text, typeof step.latex]).toEqual(['string', 'string']);
  });

  test('forward mode with a seed of its own; a micro step tells only what it brings', async () => {
    const [forward, micro, wrong] = await batch('trace', [
      { id: 1, program: FORK, inputs: { x1: 2, x2: 5 }, mode: 'forward', seed: { x2: 1 } },
      { id: 2, program: 'x*x', inputs: { x: 3 }, granularity: 'micro' },
      { id: 3, program: 'x*x', mode: 'forward', seed: { y: 3 } },
    ]);
    expect(forward.steps.at(-1)).toMatchObject({ kind: 'tangent', node: 'f', tangent: 2 });
    const sent = micro.steps.filter((s: { contribution?: number }) => s.contribution !== undefined);
    expect(sent.map((s: { contribution: number }) => s.contribution)).toEqual([3, 3]);
    expect(wrong.error.kind).toBe('input');
  });
});

test('graph names its nodes and operands', async () => {
  const [answer] = await batch('graph', [{ id: 1, program: FORK }]);
  expect(answer.output).toBe('f');
  expect(answer.nodes[2]).toEqual({
    id: 2,
    name: 'v1',
    op: 'mul',
    shape: [],
    operands: ['x1', 'x2'],
    from: 12,
    to: 17,
  });
});

test('check tells all problems of each program', async () => {
  const [good, bad] = await batch('check', [
    { id: 1, program: FORK },
    { id: 2, program: '2x + 3y' },
  ]);
  expect(good).toEqual({ id: 1, ok: true, problems: [] });
  expect(bad).toMatchObject({ id: 2, ok: false, error: { kind: 'syntax', from: 0, to: 2 } });
  expect(bad.problems).toHaveLength(2);
});

test('render writes a picture', async () => {
  const { status, files } = await run(['render', 'program.txt', '-o', 'f.svg', 'x1=2', 'x2=5']);
  expect(status).toBe(0);
  expect(files.get('f.svg')).toMatch(/^<svg[\s\S]*data-node="x1"[\s\S]*<\/svg>\s*$/u);
  expect((await run(['render', '-'], 'x*y')).out).toContain('<svg');
});

describe('bad arguments: one line on standard error, status 2', () => {
  test.each([
    [['fly']],
    [['grad']],
    [['grad', '--json', 'file']],
    [['grad', 'x', 'x=two']],
    [['grad', 'x', '--mode', 'sideways']],
    [['grad', 'x', '--colour']],
    [['grad', '2x']],
    [['graph']],
    [['trace', 'x', 'y=1']],
    [['render']],
    [['render', 'no-such-file.txt']],
  ])('%j', async (args) => {
    const { status, out, err } = await run(args);
    expect([status, out]).toEqual([2, '']);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('standard input that is no JSON', async () => {
    expect((await run(['grad', '--json', '-'], '{oops')).status).toBe(2);
    expect((await run(['grad', '--json', '-'], '{}')).status).toBe(2);
  });
});

test('help lists the commands', async () => {
  const { status, out } = await run([]);
  expect(status).toBe(0);
  for (const name of ['check', 'grad', 'trace', 'graph', 'render']) expect(out).toContain(`wengert ${name}`);
});

describe('arrays in and out', () => {
  const W = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  test('grad: nested arrays, and strings for what JSON lacks', async () => {
    const [matrix, strange, wrong] = await batch('grad', [
      { id: 1, program: 'sum(W @ x)', inputs: { W, x: [1, 0, -1] } },
      { id: 2, program: 'sum(log(x)/y)', inputs: { x: [0, 1], y: ['Infinity', 0] } },
      { id: 3, program: 'sum(W @ x)', inputs: { W, x: [1, 0] } },
    ]);
    expect(matrix).toEqual({
      id: 1,
      value: -4,
      grad: {
        W: [
          [1, 0, -1],
          [1, 0, -1],
        ],
        x: [5, 7, 9],
      },
    });
    expect(strange).toEqual({ id: 2, value: 'NaN', grad: { x: ['NaN', 'Infinity'], y: ['NaN', 'NaN'] } });
    expect(wrong).toMatchObject({
      id: 3,
      error: {
        kind: 'shape',
        message: 'W @ x: W is 2×3, so x needs 3 entries, but it has 2.',
        from: 4,
        to: 9,
      },
    });
  });

  test('grad in every mode; a matrix has none', async () => {
    const modes = ['reverse', 'forward', 'symbolic', 'numeric'];
    const program = 'sum(tanh(W @ x))';
    const items = modes.map((mode) => ({ id: mode, program, mode, inputs: { W, x: [0.1, 0.2, -0.1] } }));
    const answers = await batch('grad', items);
    for (const answer of answers) {
      for (const [i, d] of answer.grad.x.entries()) expect(d).toBeCloseTo(answers[0].grad.x[i], 8);
      expect(answer.grad.W).toHaveLength(2);
    }
    const [none] = await batch('grad', [{ id: 1, program: '2*W', inputs: { W } }]);
    expect(none.error).toMatchObject({ kind: 'input', hint: expect.stringContaining('Jacobian') });
  });

  test('jacobian: output axes first, then input axes', async () => {
    for (const mode of ['reverse', 'forward', 'symbolic', undefined]) {
      const [answer] = await batch('jacobian', [
        { id: 'j', program: 'W @ x', mode, inputs: { W, x: [1, 0, -1] } },
      ]);
      expect(answer).toMatchObject({
        id: 'j',
        value: [-2, -2],
        jacobian: {
          x: W,
          W: [
            [
              [1, 0, -1],
              [0, 0, 0],
            ],
            [
              [0, 0, 0],
              [1, 0, -1],
            ],
          ],
        },
      });
    }
  });

  test('jacobian: what one number is made of, what makes many of one, and its cost', async () => {
    const [scalar, many, strange] = await batch('jacobian', [
      { id: 1, program: 'dot(x, x)', inputs: { x: [1, 2] } },
      { id: 2, program: 'y = [sin(t), t^2, 3*t]', inputs: { t: 0 } },
      { id: 3, program: '1/x', inputs: { x: [0, 'Infinity'] } },
    ]);
    expect(scalar).toMatchObject({ value: 5, jacobian: { x: [2, 4] }, cost: { sweeps: 1 } });
    expect(many).toMatchObject({ value: [0, 0, 0], jacobian: { t: [1, 0, 3] }, cost: { sweeps: 3 } });
    expect(strange).toMatchObject({ value: ['Infinity', 0] });
    expect(strange.jacobian.x[0][0]).toBe('-Infinity');
  });

  test('hessian: a block for each pair, both orders', async () => {
    const [answer, scalar] = await batch('hessian', [
      {
        id: 1,
        program: 'w @ A @ x',
        inputs: {
          w: [1, 2],
          A: [
            [1, 0, 2],
            [0, 3, 1],
          ],
          x: [1, 1, 1],
        },
      },
      { id: 2, program: 'x1^2*x2', inputs: { x1: 3, x2: 5 } },
    ]);
    expect(answer.hessian['w,x']).toEqual([
      [1, 0, 2],
      [0, 3, 1],
    ]);
    expect(answer.hessian['x,w']).toEqual([
      [1, 0],
      [0, 3],
      [2, 1],
    ]);
    expect(answer.hessian['w,A']).toEqual([
      [
        [1, 1, 1],
        [0, 0, 0],
      ],
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
    ]);
    expect(Object.keys(answer.hessian)).toHaveLength(9);
    expect(scalar.hessian).toEqual({ 'x1,x1': 10, 'x1,x2': 6, 'x2,x1': 6, 'x2,x2': 0 });
  });

  test.each(['jacobian', 'hessian', 'grad', 'trace', 'graph'])(
    '%s: a batch survives bad items',
    async (command) => {
      const answers = await batch(command, [
        { id: 1, program: 'W @ x', inputs: { W, x: [[1], [2, 3]] } },
        { id: 2, program: 'x +' },
        7,
        { id: 3, program: 'sum(W @ x)', inputs: { W, x: [1, 2] } },
        { id: 4, program: 'x in R^(10000x10000); sum(x)' },
        { id: 5, program: 'sum(x)', inputs: { x: [1, 2] } },
      ]);
      expect(answers.map((a: { id: unknown; error?: { kind: string } }) => [a.id, a.error?.kind])).toEqual([
        [1, 'input'],
        [2, 'syntax'],
        [null, 'input'],
        [3, 'shape'],
        [4, 'limit'],
        [5, undefined],
      ]);
    },
  );

  test('trace: every quantity nested, a partial that is a linear map left out', async () => {
    const [reverse, forward, seeded] = await batch('trace', [
      { id: 1, program: 'y = W @ x; sum(y*y)', inputs: { W, x: [1, 0, -1] } },
      { id: 2, program: '2*x', inputs: { x: [1, 2] }, mode: 'forward', seed: 'x[1]' },
      { id: 3, program: '2*x', inputs: { x: [1, 2] }, seed: [1, -1] },
    ]);
    const last = reverse.steps.at(-1);
    expect(last).toMatchObject({ kind: 'propagate', node: 'y', operand: 'x', adjoint: [-20, -28, -36] });
    expect(last).not.toHaveProperty('local');
    expect(reverse.steps.filter((s: { local?: unknown }) => s.local !== undefined)).toHaveLength(2);
    expect(forward.steps.at(-1)).toMatchObject({ tangent: [0, 2] });
    expect(seeded.steps.at(-1)).toMatchObject({ operand: 'x', local: [2, 2], adjoint: [2, -2] });
  });

  test('graph: shapes', async () => {
    const [answer] = await batch('graph', [{ id: 1, program: 'max(W @ x)', inputs: { W, x: [1, 2, 3] } }]);
    expect(answer.nodes.map((n: { op: string; shape: number[] }) => [n.op, n.shape])).toEqual([
      ['input', [2, 3]],
      ['input', [3]],
      ['matmul', [2]],
      ['max', []],
    ]);
  });

  test('check: shapes of the given inputs count', async () => {
    const [good, bad] = await batch('check', [
      { id: 1, program: 'W @ x', inputs: { W, x: [1, 2, 3] } },
      { id: 2, program: 'W @ x', inputs: { W, x: [1, 2] } },
    ]);
    expect(good).toEqual({ id: 1, ok: true, problems: [] });
    expect(bad).toMatchObject({ id: 2, ok: false, error: { kind: 'shape', from: 0, to: 5 } });
    // What cannot be read has no shape; that is the cause, and the only problem.
    const [ragged, plain] = await batch('check', [
      { id: 3, program: 'W @ x', inputs: { W, x: [[1], [2, 3]] } },
      { id: 4, program: 'x +', inputs: { x: [] } },
    ]);
    expect(ragged).toMatchObject({ ok: false, error: { kind: 'input' } });
    expect(ragged.problems).toHaveLength(1);
    expect(plain).toMatchObject({ ok: false, error: { kind: 'syntax' } });
  });
});
