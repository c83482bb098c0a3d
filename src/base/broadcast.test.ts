import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { broadcastShapes, stretchIndex } from './broadcast.ts';
import { placeOf, type Shape, sizeOf } from './value.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });

/** A shape, and one that stretches to it: leading axes left out, others set to 1. */
const stretched = fc
  .tuple(shapes, fc.nat({ max: 4 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(([to, drop, ones]): [Shape, Shape] => [to.slice(drop).map((n, i) => (ones[i] ? 1 : n)), to]);

describe('shapes', () => {
  test.each<[Shape, Shape, Shape | null]>([
    [[], [], []],
    [[], [3], [3]],
    [[3], [3], [3]],
    [[3], [4], null],
    [[1], [4], [4]],
    [
      [3, 1],
      [1, 4],
      [3, 4],
    ],
    [[3, 4], [4], [3, 4]],
    [[3, 4], [3], null],
    [
      [2, 1, 4],
      [3, 1],
      [2, 3, 4],
    ],
    [[3, 4], [4, 3], null],
  ])('%j and %j', (a, b, both) => {
    expect(broadcastShapes(a, b)).toEqual(both);
    expect(broadcastShapes(b, a)).toEqual(both);
  });

  test('the order does not matter, and a shape fits itself and a scalar', () => {
    fc.assert(
      fc.property(shapes, shapes, shapes, (a, b, c) => {
        const [ab, bc] = [broadcastShapes(a, b), broadcastShapes(b, c)];
        expect(broadcastShapes(b, a)).toEqual(ab);
        expect(broadcastShapes(a, [...a])).toEqual(a);
        expect(broadcastShapes(a, [])).toEqual(a);
        if (ab !== null && bc !== null) expect(broadcastShapes(ab, c)).toEqual(broadcastShapes(a, bc));
      }),
    );
  });

  test('what is stretched over a shape adds nothing to it', () => {
    fc.assert(
      fc.property(stretched, ([from, to]) => {
        expect(broadcastShapes(from, to)).toEqual(to);
      }),
    );
  });
});

test('each entry reads the one at its own place, where an axis of length 1 has only one', () => {
  fc.assert(
    fc.property(stretched, ([from, to]) => {
      const index = stretchIndex(from, to);
      expect(index).toHaveLength(sizeOf(to));
      index.forEach((read, j) => {
        const place = placeOf(j, to).slice(to.length - from.length);
        const own = placeOf(read, from);
        expect(own).toEqual(place.map((i, axis) => (from[axis] === 1 ? 0 : i)));
      });
    }),
  );
});
