import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileText, LARGEST_FILE, readFile } from './files.ts';
import { fresh, type Kept } from './state.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const why = (name: string, content: string | Uint8Array) => {
  const read = readFile(name, typeof content === 'string' ? bytes(content) : content);
  return read.kind === 'neither' ? read.why : read.kind;
};

describe('a file', () => {
  it('gives back what was saved', () => {
    const kept: Kept = {
      ...fresh('W in R^(2x2)\nsum(W*x)', {
        x: 2,
        W: [
          [1, 2],
          [3, -0],
        ],
      }),
      mode: 'forward',
      step: 4,
      notation: 'variables',
    };
    expect(readFile('a.wengert.json', bytes(fileText(kept)))).toEqual({ kind: 'state', kept });
  });

  it('is a program where it is text', () => {
    expect(readFile('neuron.txt', bytes('\ufeffs = sigmoid(w*x)\r\ns*s\r\n'))).toEqual({
      kind: 'program',
      program: 's = sigmoid(w*x)\ns*s\n',
    });
    // A program that is not right yet is one still, where its name says so.
    expect(why('neuron.txt', 'sigmod(w*x')).toBe('program');
    expect(why('README', 'x*y')).toBe('program');
    expect(why('formula.md', 'x*y')).toBe('program');
  });

  it('that is not ours says so, by name', () => {
    expect(why('table.csv', 'a,b\n1,2\n')).toMatch(/^“table.csv” is not a program, so it was not opened: /u);
    expect(why('other.json', '{"a": 1}')).toBe(
      '“other.json” is not a file that Wengert has saved, so it was not opened.',
    );
    expect(why('broken.json', '{"version": 1,')).toContain('not a file that Wengert has saved');
    expect(why('next.json', '{"version": 99, "program": "x"}')).toContain('newer Wengert');
    expect(why('photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]))).toContain('is not text');
    expect(why('zero.txt', 'a\0b')).toContain('is not text');
    expect(why('empty.txt', ' \n')).toContain('is empty');
    expect(why('large.txt', new Uint8Array(LARGEST_FILE + 1))).toContain('larger than 16 MB');
  });

  it('does not choose how its name is shown', () => {
    expect(why(`a\u202egnp.${'x'.repeat(200)}`, '{')).toMatch(/^“a\ufffdgnp\.x+…x+” is not/u);
  });

  it('of any bytes and any name never throws', () => {
    const names = fc.constantFrom('a.json', 'a.txt', 'a', 'a.bin', '', '__proto__');
    fc.assert(
      fc.property(
        names,
        fc.oneof(fc.uint8Array(), fc.json().map(bytes), fc.string().map(bytes)),
        (name, given) => {
          expect(['state', 'program', 'neither']).toContain(readFile(name, given).kind);
        },
      ),
    );
  });
});
