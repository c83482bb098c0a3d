import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { options } from '../options.ts';
import { readLink, writeLink } from './link.ts';
import { pack, unpack } from './pack.ts';
import { first, fresh, type Kept } from './state.ts';
import { toJson } from './versions.ts';

const names = fc.oneof(
  fc.constantFrom('x', 'x1', '__proto__', 'constructor', 'toString', 'é', 'Δx', 'sigma', 'NaN', 'e1'),
  fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/u),
);
const finite = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double());
const numbers = fc.array(fc.tuple(names, finite), { maxLength: 5 }).map((list) => new Map(list));
const kept: fc.Arbitrary<Kept> = fc.record({
  program: fc.oneof(
    fc.constantFrom(first.program, 'a + b', 'x & y = # % ? + ', '%2B+', 'π·x₁ − ½'),
    fc.string({ maxLength: 80 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ maxLength: 20 }).map((text) => text.repeat(60)),
  ),
  inputs: numbers,
  mode: fc.constantFrom(...options.mode.values),
  granularity: fc.constantFrom(...options.granularity.values),
  notation: fc.constantFrom(...options.notation.values),
  derivatives: fc.constantFrom(...options.derivatives.values),
  view: fc.constantFrom('list', 'paths', 'other'),
  choices: fc
    .array(fc.tuple(fc.constantFrom('paths.by', 'ways.mine', 'ways.h'), fc.string({ minLength: 1 })))
    .map((list) => new Map(list)),
  selection: fc.option(names),
  folds: fc
    .array(fc.tuple(fc.constantFrom('f:v1', 'neuron:z', '=:w'), fc.boolean()))
    .map((list) => new Map(list)),
  engine: fc.constantFrom(...options.engine.values),
  level: fc.constantFrom(...options.level.values, null),
  lesson: fc.constantFrom(
    null,
    { id: 'first-graph', part: 3, own: null },
    { id: 'own', part: 0, own: '{"id": "own"}' },
  ),
  hide: fc.boolean(),
  present: fc.boolean(),
  order: fc.record({ ahead: fc.array(names), back: fc.array(names) }),
  seed: fc.oneof(
    fc.constant(null),
    finite,
    numbers.filter((map) => map.size > 0),
  ),
  step: fc.nat(),
});

describe('link', () => {
  it('comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(kept, async (state) => {
        const link = await writeLink(state);
        expect(link).not.toBeNull();
        const read = await readLink(`#${link}`);
        expect(read).toEqual({ kind: 'kept', kept: state });
      }),
      { numRuns: 300 },
    );
  });

  it('is readable while short', async () => {
    expect(await writeLink({ ...first, step: 3 })).toBe(
      'program=f(x1,%20x2)%20=%20x1*x2%20%2B%20sin(x1)&inputs=x1:2,x2:5&mode=reverse&step=3',
    );
    expect(await writeLink({ ...first, mode: 'forward', seed: new Map([['x2', 1]]) })).toContain('&seed=x2');
  });

  it('is packed above, and is not made beyond what an address holds', async () => {
    expect(await writeLink(fresh('x + '.repeat(200), {}))).toMatch(/^s=[\w-]+$/u);
    const noise = Array.from({ length: 4000 }, (_, i) => `a${(i * 7919) % 100_003}`).join('+');
    expect(await writeLink(fresh(noise, {}))).toBeNull();
  });

  it.each([
    ['program=f(x1,x2)=x1*x2%2Bsin(x1)&inputs=x1:2,x2:5', 'f(x1,x2)=x1*x2+sin(x1)'],
    ['program=x1*x2+sin(x1)&inputs=x1=2;x2=5', 'x1*x2+sin(x1)'],
    ['program=x1*x2+%2B+sin(x1)&inputs=x1%3D2%3B+x2%3D5', 'x1*x2 + sin(x1)'],
    ['program=x1+*+x2&inputs=x1:2%2Cx2:5', 'x1 * x2'],
    ['utm=1&program=x1*x2&inputs=x1=2; x2=5&later=yes', 'x1*x2'],
  ])('reads what people and forms write: %s', async (fragment, program) => {
    const read = await readLink(fragment);
    expect(read.kind === 'kept' && read.kept.program).toBe(program);
    const inputs = read.kind === 'kept' ? [...read.kept.inputs] : [];
    expect(inputs).toEqual([
      ['x1', 2],
      ['x2', 5],
    ]);
  });

  it.each(['present', 'present=on', 'present&mode=forward'])(
    'opens the first example in a lecture where nothing else is named: %s',
    async (fragment) => {
      const read = await readLink(fragment);
      const kept = read.kind === 'kept' ? read.kept : null;
      expect([kept?.program, kept?.inputs, kept?.present]).toEqual([first.program, first.inputs, true]);
    },
  );

  it('opens in a lecture where that is added to a packed link', async () => {
    const link = await writeLink(fresh('x + '.repeat(200).concat('y'), {}));
    const read = await readLink(`${link}&present`);
    expect(read.kind === 'kept' && read.kept.present).toBe(true);
  });

  it.each(['present&progam=x*y', 's=AAAA&present', 'mode=forward', 'present&mode=sideways'])(
    'but what may be damage stays damage: %s',
    async (fragment) => expect((await readLink(fragment)).kind).toBe('bad'),
  );

  it('reads numbers as this program prints them', async () => {
    const read = await readLink('program=x*y&inputs=x:−2.5e−3,y:∞');
    expect(read.kind === 'kept' && [...read.kept.inputs.values()]).toEqual([
      -2.5e-3,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('knows inputs by the spelling that programs keep', async () => {
    const json = { ...(toJson(first) as object), inputs: [['x₁', 2]] };
    for (const fragment of [
      'program=x₁*σ₂&inputs=x₁:2,σ₂:5',
      `s=${await pack(JSON.stringify(json))}`,
      `program=é&inputs=${'é'.normalize('NFD')}:1`,
    ]) {
      const read = await readLink(fragment);
      const known = read.kind === 'kept' ? [...read.kept.inputs.keys()] : [];
      expect(['x1', 'sigma2', 'é']).toEqual(expect.arrayContaining(known));
      expect(known).not.toEqual([]);
    }
  });

  it.each([
    ['blank space before a name', `program=x&inputs=${' '.repeat(100_000)}x`],
    ['blank space after a name', `program=x&inputs=x${' '.repeat(100_000)}y`],
    ['blank space after a number', `program=x&inputs=x:1${' '.repeat(100_000)}y`],
    ['digits', `program=x&inputs=x:${'1'.repeat(300_000)}x`],
    ['digits of a seed', `program=x&seed=${'1.1'.repeat(100_000)}`],
  ])('is no slower than its length: %s', async (_, fragment) => {
    const start = performance.now();
    expect(await readLink(fragment)).toEqual({ kind: 'bad', reason: 'damaged' });
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is no slower than its length where marks are heaped on a letter', async () => {
    const name = `a${'\u0315\u0300'.repeat(100_000)}`;
    const start = performance.now();
    expect((await readLink(`program=x&inputs=${name}:1`)).kind).toBe('kept');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('is no slower than its length where little is packed and much comes out', async () => {
    const long = '1'.repeat(1_000_000);
    for (const inputs of [[['x', `${long}x`]], [[`${long}`, 1]], [[`x${' '.repeat(1_000_000)}`, 1]]]) {
      const packed = await pack(JSON.stringify({ ...(toJson(first) as object), inputs }));
      expect(packed.length).toBeLessThan(8000);
      const start = performance.now();
      expect(await readLink(`s=${packed}`)).toEqual({ kind: 'bad', reason: 'damaged' });
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });

  it('reads and writes arrays in brackets', async () => {
    const read = await readLink('program=W @ x&inputs=W:[[1,2],[3,−4]],x:[0.5,NaN]&seed=[1,0]');
    if (read.kind !== 'kept') throw new Error(read.kind);
    expect(read.kept.inputs.get('W')).toEqual({ shape: [2, 2], data: Float64Array.of(1, 2, 3, -4) });
    expect(read.kept.seed).toEqual({ shape: [2], data: Float64Array.of(1, 0) });
    expect(await writeLink(read.kept)).toContain('inputs=W:%5B%5B1,2%5D,%5B3,-4%5D%5D,x:%5B0.5,NaN%5D');
    expect(await readLink(`s=${await pack(JSON.stringify(toJson(read.kept)))}`)).toEqual(read);
  });

  it('keeps names that mean something elsewhere as names', async () => {
    const read = await readLink('program=x&inputs=__proto__:1,constructor:2');
    expect(read.kind === 'kept' && read.kept.inputs.get('__proto__')).toBe(1);
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
  });

  it.each([
    's=',
    's=%%%',
    's=AAAA',
    `s=${'A'.repeat(5000)}`,
    `s=${'A'.repeat(100_000)}`,
    'program=%E0%A4%A',
    'program=x&step=banana',
    'program=x&step=-1',
    'program=x&step=1e99',
    'program=x&mode=sideways',
    'program=x&inputs=x',
    'program=x&inputs=x:[1,2',
    'program=x&inputs=x:[[1,2],[3]]',
    'program=x&inputs=x:[a]',
    'program=x&inputs=<b>:1',
    'program=x&seed=x:y',
    'mode=reverse',
    'anything',
    '%',
  ])('says that it is damaged: %#', async (fragment) => {
    expect(await readLink(`#${fragment}`)).toEqual({ kind: 'bad', reason: 'damaged' });
  });

  it('says that it is newer than the reader', async () => {
    const json = { ...(toJson(first) as object), version: 2 };
    expect(await readLink(`s=${await pack(JSON.stringify(json))}`)).toEqual({ kind: 'bad', reason: 'newer' });
  });

  it('refuses wrong types', async () => {
    for (const wrong of [
      { program: 3 },
      { inputs: { x: 1 } },
      { inputs: [['x', {}]] },
      { inputs: [['x', 1, 2]] },
      { mode: 0 },
      { mode: 'toString' },
      { step: 1.5 },
      { step: '3' },
      { seed: {} },
      { seed: [['x']] },
      { version: '1' },
      { version: 0 },
    ]) {
      const json = JSON.stringify({ ...(toJson(first) as object), ...wrong });
      expect(await readLink(`s=${await pack(json)}`)).toEqual({ kind: 'bad', reason: 'damaged' });
    }
    for (const json of ['[]', 'null', '3', '"x"', '{"__proto__":{"version":1}}', '{"version":1}']) {
      expect(await readLink(`s=${await pack(json)}`)).toEqual({ kind: 'bad', reason: 'damaged' });
    }
  });

  it('stops a bomb before it fills the memory', async () => {
    const bomb = await pack('0'.repeat(50_000_000));
    expect(await unpack(bomb, 1_000_000)).toBeNull();
    const json = await pack(JSON.stringify({ ...(toJson(first) as object), program: 'x'.repeat(4_000_000) }));
    expect(await readLink(`s=${json}`)).toEqual({ kind: 'bad', reason: 'damaged' });
  });

  it('survives a thousand hostile fragments', async () => {
    const whole = `s=${await pack(JSON.stringify(toJson(first)))}`;
    const truncated = fc.nat(whole.length - 1).map((n) => whole.slice(0, n));
    const flipped = fc.tuple(fc.nat(whole.length - 1), fc.string({ minLength: 1, maxLength: 1 }));
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `s=${text}`),
      fc.base64String().map((text) => `s=${text.replaceAll('=', '')}`),
      fc.string().map((text) => `program=x&inputs=${text}`),
      fc.string().map((text) => `program=x&seed=${text}&step=${text}`),
      truncated,
      flipped.map(([at, char]) => whole.slice(0, at) + char + whole.slice(at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (fragment) => {
        expect(['none', 'bad', 'kept']).toContain((await readLink(fragment)).kind);
      }),
      { numRuns: 1000 },
    );
  });
});
