import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MARGIN, shiftInto, shiftIntoNested } from './pan.ts';

const place = fc.integer({ min: -3000, max: 3000 });

describe('panning', () => {
  test('does not move what is in view', () => {
    expect(shiftInto(500, { start: 100, length: 200 }, null)).toBe(0);
  });

  test('moves by as little as shows it', () => {
    expect(shiftInto(500, { start: -50, length: 200 }, null)).toBe(MARGIN + 50);
    expect(shiftInto(500, { start: 450, length: 200 }, null)).toBe(500 - MARGIN - 650);
  });

  test('shows the middle of what is too large', () => {
    expect(shiftInto(500, { start: 0, length: 900 }, null)).toBe(250 - 450);
  });

  test('of nested stretches shows the largest that fits, and as much of the next as goes with it', () => {
    const [inner, middle, outer] = [
      { start: 700, length: 50 },
      { start: 600, length: 300 },
      { start: 100, length: 900 },
    ];
    expect(shiftIntoNested(500, [], MARGIN)).toBe(0);
    expect(shiftIntoNested(500, [inner], MARGIN)).toBe(500 - MARGIN - 750);
    expect(shiftIntoNested(500, [inner, middle], MARGIN)).toBe(500 - MARGIN - 900);
    expect(shiftIntoNested(500, [inner, middle, outer], MARGIN)).toBe(500 - MARGIN - 900);
    expect(shiftIntoNested(500, [outer], MARGIN)).toBe(250 - 550);
  });

  test('shows all of the core, wherever in the whole it is', () => {
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: 0, max: 4000 }),
        fc.nat(400),
        fc.nat(1000),
        (start, more, size, at) => {
          const length = size + more;
          const core = { start: start + (more * at) / 1000, length: size };
          const shift = shiftInto(500, { start, length }, core);
          expect(core.start + shift).toBeGreaterThanOrEqual(MARGIN - 1e-9);
          expect(core.start + core.length + shift).toBeLessThanOrEqual(500 - MARGIN + 1e-9);
        },
      ),
    );
  });
});
