import { describe, expect, it } from 'vitest';
import { type GoldenLink, goldenLinks, type Opened } from './golden-links.testing.ts';
import { readLink, writeLink } from './link.ts';
import { printValueInFull, printValues } from './numbers.ts';
import type { Kept } from './state.ts';

/** A state as the file of golden links writes it. */
function opened(kept: Kept): Opened {
  const { program, mode, step, seed, granularity, notation, derivatives, view, selection, order, lesson } =
    kept;
  const keys = (is: boolean) => [...kept.folds].filter(([, folded]) => folded === is).map(([key]) => key);
  return {
    program,
    inputs: printValues(kept.inputs),
    mode,
    step,
    seed: seed === null ? null : seed instanceof Map ? printValues(seed) : printValueInFull(seed as number),
    granularity,
    notation,
    derivatives,
    view,
    node: selection,
    folded: keys(true),
    opened: keys(false),
    ahead: order.ahead,
    back: order.back,
    choices: Object.fromEntries(kept.choices),
    lesson: lesson === null ? null : `${lesson.id}:${lesson.part}`,
    own: lesson?.own == null ? null : JSON.parse(lesson.own).title,
  };
}

async function open({ link }: GoldenLink): Promise<Kept> {
  const read = await readLink(link);
  if (read.kind !== 'kept') throw new Error(`${read.kind}: ${link}`);
  return read.kept;
}

describe('golden links', () => {
  it('are there, readable and packed', () => {
    expect(goldenLinks.length).toBeGreaterThanOrEqual(24);
    expect(goldenLinks.filter(({ link }) => link.startsWith('#s=')).length).toBeGreaterThanOrEqual(6);
  });

  it.each(goldenLinks)('open as they did: $link', async (golden) => {
    expect(opened(await open(golden))).toEqual(golden.opens);
  });

  it.each(goldenLinks)('open as they did after being written anew: $link', async (golden) => {
    const link = await writeLink(await open(golden));
    expect(link).not.toBeNull();
    expect(opened(await open({ ...golden, link: `#${link}` }))).toEqual(golden.opens);
  });
});
