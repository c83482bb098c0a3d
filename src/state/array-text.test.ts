import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Shape, sizeOf, toNested } from '../base/value.ts';
import { printArray, readArray } from './array-text.ts';

/** What was read, as arrays in arrays; else the message, with its hint and the text it stands at. */
function told(text: string): unknown {
  const read = readArray(text);
  if (read.ok) return toNested(read.value, (x) => x);
  const { message, hint, from, to } = read.problem;
  expect(from).toBeLessThanOrEqual(to);
  expect(to).toBeLessThanOrEqual(text.length);
  return [message, ...(hint === undefined ? [] : [hint]), text.slice(from, to)];
}

const MATRIX = [
  [1, 2],
  [3, 4],
];

describe('readArray', () => {
  it.each<[string, string, unknown]>([
    ['commas', '1,2\n3,4', MATRIX],
    ['commas and blanks', '1, 2\n3, 4\n', MATRIX],
    ['commas at the ends', '1,2,\n3,4,\n', MATRIX],
    ['tabs', '1\t2\r\n3\t4\r\n', MATRIX],
    ['semicolons', '1;2\n3;4', MATRIX],
    ['blanks that do not break', '1\u00a02\u00a0\n3\u00a04', MATRIX],
    ['blanks', '  1   2\n\n  3 4  ', MATRIX],
    ['indentation by tabs', '\t\t1 2\n\t\t3 4', MATRIX],
    ['what np.savetxt writes', '# two rows\n1.000000000000000000e+00 2.000e+00\n3.0e+00 4.0e+00\n', MATRIX],
    ['one line', '1 2 3', [1, 2, 3]],
    ['one column', '1\n2\n3', [[1], [2], [3]]],
    ['one number', '7', [7]],
    ['a mark of byte order', '\ufeff1,2\n3,4', MATRIX],
    ['what NumPy prints', '[[ 1.  2.]\n [ 3.  4.]]', MATRIX],
    ['a vector that NumPy prints over two lines', '[1. 2.\n 3. 4.]', [1, 2, 3, 4]],
    ['what NumPy shows', 'array([[1., 2.],\n       [3., 4.]], dtype=float32)', MATRIX],
    ['NumPy source', 'W = np.array([[1., 2.], [3, 4]])', MATRIX],
    ['NumPy source with a kind', 'np.asarray([[1, 2], [3, 4]], dtype=np.float64, order="C")', MATRIX],
    ['a kind by its place', 'np.array([[1, 2], [3, 4]], float)', MATRIX],
    ['source over lines', 'W = np.array([\n\t[1, 2],  # first\n\t[3, 4],\n])\n', MATRIX],
    ['tuples', '((1, 2), (3, 4))', MATRIX],
    ['numbers that NumPy 2 shows', '[np.float64(1.5), np.float64(-2.0)]', [1.5, -2]],
    ['arrays in a list', '[array([1, 2]), array([3, 4])]', MATRIX],
    ['torch', "tensor([[1., 2.], [3., 4.]], device='cuda:0', grad_fn=<AddmmBackward0>)", MATRIX],
    [
      'a torch parameter',
      'Parameter containing:\ntensor([[1., 2.],\n  [3., 4.]], requires_grad=True)',
      MATRIX,
    ],
    ['torch source', 'w = torch.tensor([1, 2], dtype=torch.float32, requires_grad=True);', [1, 2]],
    ['jax', 'Array([1., 2.], dtype=float32)', [1, 2]],
    ['TensorFlow', '<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>', [1, 2]],
    ['JSON', ' [\n  [1, 2],\n  [3, 4]\n] ', MATRIX],
    ['lines of JSON', '[1, 2]\n[3, 4]', MATRIX],
    ['Mathematica and C', '{{1, 2}, {3, 4}}', MATRIX],
    ['MATLAB', 'W = [1 2; 3 4];', MATRIX],
    ['MATLAB with commas', '[1,2;3,4;]', MATRIX],
    ['a column of MATLAB', '[1; 2; 3]', [[1], [2], [3]]],
    [
      'rank 3',
      '[[[1 2]\n  [3 4]]\n\n [[5 6]\n  [7 8]]]',
      [
        MATRIX,
        [
          [5, 6],
          [7, 8],
        ],
      ],
    ],
    ['axes of length 1', '[[[5]]]', [[[5]]]],
    ['true minus', '−1 −2.5e−3', [-1, -2.5e-3]],
    ['exponents and bare points', '1e-3, .5, 5., +2E2', [1e-3, 0.5, 5, 200]],
    [
      'numbers by name',
      '[nan, NaN, inf, -Infinity, −∞, np.inf]',
      [NaN, NaN, Infinity, -Infinity, -Infinity, Infinity],
    ],
    ['minus 0', '-0', [-0]],
  ])('reads %s', (_, text, value) => {
    expect(told(text)).toEqual(value);
  });

  it.each<[string, readonly string[]]>([
    ['', ['There are no numbers here.', '']],
    ['W =\n', ['There are no numbers here.', 'W =\n']],
    ['1,2,3\n4,5', ['Row 1 has 2 numbers, but row 0 has 3.', 'Rows are counted from 0.', '4,5']],
    ['[[1,2],[3,4],[5]]', ['Row 2 has 1 number, but row 0 has 2.', 'Rows are counted from 0.', '[5]']],
    ['[1, 2]\n[3]', ['Row 1 has 1 number, but row 0 has 2.', 'Rows are counted from 0.', '[3]']],
    ['[1 2; 3]', ['Row 1 has 1 number, but row 0 has 2.', 'Rows are counted from 0.', ' 3]']],
    ['[1 2; 3; 4 5]', ['Row 1 has 1 number, but row 0 has 2.', 'Rows are counted from 0.', ' 3']],
    [
      '[[[1,2],[3,4]],[[5,6],[7]]]',
      ['Row [1, 1] has 1 number, but row [0, 0] has 2.', 'Rows are counted from 0.', '[7]'],
    ],
    [
      '[[[1,2],[3,4]],[[5,6]]]',
      ['Part 1 has 1 row, but part 0 has 2.', 'Parts are counted from 0.', '[[5,6]]'],
    ],
    ['[[1, 2], 3]', ['“3” stands where a list of numbers is expected.', '3']],
    ['[1, [2, 3]]', ['A list begins here, where a number is expected.', '[']],
    ['[[1, 2], []]', ['There is no number between these brackets.', '[]']],
    ['[1, 2', ['“[” is not closed: a “]” is missing.', '[']],
    ['np.array([1, 2]', ['“np.array(” is not closed: a “)” is missing.', 'np.array(']],
    ['1, 2]', ['“]” closes nothing.', ']']],
    ['[1, 2]]', ['“]” closes nothing.', ']']],
    ['[1, 2)', ['“[” is closed by “]”, but here stands “)”.', ')']],
    ['2 * [1, 2]', ['“2” stands outside of the brackets.', '2']],
    ['1,,2', ['A number is missing before this comma.', ',']],
    [',1,2', ['A number is missing before this comma.', ',']],
    ['[1, , 2]', ['A number is missing before this comma.', ',']],
    ['1;;2', ['A number is missing before this semicolon.', ';']],
    ['[1 2;; 3 4]', ['A number is missing before this semicolon.', ';']],
    ['1\t\t2', ['A number is missing between these tabs.', '\t\t']],
    ['[[1; 2], [3; 4]]', ['A semicolon parts the rows of a single matrix only: [1, 2; 3, 4].', ';']],
    ['1,5\t2,5', ['“1,5” can be read as one number or as two.', 'Write 1.5 or 1, 5.', '1,5']],
    ['1,5;2,5', ['“1,5” can be read as one number or as two.', 'Write 1.5 or 1, 5.', '1,5']],
    ['a,b\n1,2', ['“a” is not a number.', 'Leave out the names of rows and columns.', 'a']],
    ['"1","2"', ['“"1"” is text, not a number.', 'Leave out names and quotation marks.', '"1"']],
    ['{"W": [1, 2]}', ['“"W"” is text, not a number.', 'Leave out names and quotation marks.', '"W"']],
    ['[true, false]', ['“true” is not a number.', 'Write 1 for true and 0 for false.', 'true']],
    ['[1, null]', ['“null” is not a number.', 'Write NaN for a number that is not there.', 'null']],
    ['[1+2j]', ['“1+2j” is not a number.', 'Numbers are real here.', '1+2j']],
    ['1/2', ['“1/2” is not a number.', 'Nothing is computed here: write the number itself.', '1/2']],
    ['1 -', ['“-” is not a number.', 'Write NaN for a number that is not there.', '-']],
    [
      'np.zeros((3, 4))',
      ['“np.zeros(” is not computed here.', 'Paste the numbers that it gives.', 'np.zeros('],
    ],
    ['np.array([[1, 2]]).T', ['“.T” is not computed here.', 'Paste the numbers that it gives.', '.T']],
    [
      'np.array([1, 2]).reshape(2, 1)',
      ['“.reshape(” is not computed here.', 'Paste the numbers that it gives.', '.reshape('],
    ],
    [
      'np.array([1, 2], [3, 4])',
      ['“[3” is not understood after the array.', 'Paste the numbers alone.', '[3'],
    ],
    [
      '[[1, 2], ..., [5, 6]]',
      [
        '“...” stands for numbers that were left out.',
        'Print all of them: np.set_printoptions(threshold=np.inf), torch.set_printoptions(profile="full").',
        '...',
      ],
    ],
    [
      '[1. 2. … 9.]',
      [
        '“…” stands for numbers that were left out.',
        'Print all of them: np.set_printoptions(threshold=np.inf), torch.set_printoptions(profile="full").',
        '…',
      ],
    ],
    [
      'the quick brown fox jumps over',
      ['“the” is not a number.', 'Leave out the names of rows and columns.', 'the'],
    ],
    [
      `${'z'.repeat(100)}`,
      [`“${'z'.repeat(23)}…” is not a number.`, 'Leave out the names of rows and columns.', 'z'.repeat(100)],
    ],
  ])('says of %j what is wrong', (text, wanted) => {
    expect(told(text)).toEqual(wanted);
  });

  it.each([
    ['lists in lists', '['.repeat(1_000_000), 'Lists lie in lists here more than 32 deep.'],
    ['calls in calls', 'np.array('.repeat(100_000), 'Lists lie in lists here more than 32 deep.'],
  ])('refuses %s without end', (_, text, message) => {
    expect(told(text)).toContain(message);
  });

  it('reads up to four million numbers', () => {
    const line = `${'1.25,'.repeat(1999)}1.25\n`;
    expect(readArray(line.repeat(20))).toMatchObject({ ok: true, value: { shape: [20, 2000] } });
    expect(told(`${line.repeat(2000)}1`)).toEqual([
      'There are more than 4,000,000 numbers here, which is the most that is read.',
      '1',
    ]);
  });

  it.each([
    ['blanks', `1${' '.repeat(1_000_000)}x`],
    ['lines', `1${'\n'.repeat(1_000_000)}x`],
    ['digits', `${'1'.repeat(1_000_000)}x`],
    ['names', `${'x'.repeat(1_000_000)}`],
    ['dots', `${'x.'.repeat(500_000)}(`],
    ['quotation marks', '"\n'.repeat(500_000)],
    ['marks of TensorFlow', '<tf.'.repeat(250_000)],
    ['arguments', `tensor([1]${', a=1'.repeat(200_000)}`],
    ['an argument', `tensor([1], a=${'<'.repeat(1_000_000)}`],
    ['a name of an argument', `tensor([1], ${'a'.repeat(500_000)}${' '.repeat(500_000)}`],
    ['calls', `[${'float(1) '.repeat(100_000)}`],
    ['parentheses in arguments', `tensor([1]${', a=('.repeat(200_000)}`],
  ])('is no slower than its length: %s', (_, text) => {
    const start = performance.now();
    expect(readArray(text).ok).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('survives whatever is pasted', () => {
    const piece = fc.constantFrom(
      ...'[](){},;\t\n #"\'<>.…−-+ex1'.split(''),
      'np.array(',
      'dtype=',
      'nan',
      '12',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          const read = readArray(text);
          if (read.ok) expect(read.value.data.length).toBe(sizeOf(read.value.shape));
          else expect([read.problem.from >= 0, read.problem.to <= text.length]).toEqual([true, true]);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('printArray', () => {
  it('writes lists in lists, a row to a line', () => {
    const data = Float64Array.of(1, -0, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 1e-300);
    expect(printArray({ shape: [6], data })).toBe('[1, -0, 0.1, NaN, Infinity, 1e-300]');
    expect(printArray({ shape: [2, 3], data })).toBe('[[1, -0, 0.1],\n [NaN, Infinity, 1e-300]]');
    expect(printArray({ shape: [3, 1, 2], data })).toBe(
      '[[[1, -0]],\n [[0.1, NaN]],\n [[Infinity, 1e-300]]]',
    );
    expect(printArray({ shape: [0, 2], data: new Float64Array() })).toBe('[]');
  });

  it('is read back as it was', () => {
    const shapes: fc.Arbitrary<Shape> = fc.array(fc.integer({ min: 1, max: 5 }), {
      minLength: 1,
      maxLength: 4,
    });
    const tensors = shapes.chain((shape) =>
      fc
        .array(fc.double(), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
        .map((all) => ({ shape, data: Float64Array.from(all) })),
    );
    fc.assert(
      fc.property(tensors, (tensor) => {
        expect(readArray(printArray(tensor))).toEqual({ ok: true, value: tensor });
      }),
    );
  });
});
