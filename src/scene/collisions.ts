import { meets } from './box.ts';
import type { Box, Group, Mark, Scene } from './scene.ts';
import { textWidth } from './text.ts';

// What a picture's tests measure.

const boxOf = (mark: Mark): Box | null => {
  if (mark.kind === 'path') return null;
  if (mark.kind === 'rect' || mark.kind === 'cells') return mark;
  const voice = ['symbol', 'name', 'alias', 'operation'].includes(mark.role) ? 'serif' : 'sans';
  const width = mark.spans.reduce((sum, span) => sum + textWidth(span.text, mark.size, voice), 0);
  const left = mark.anchor === 'start' ? 0 : mark.anchor === 'end' ? width : width / 2;
  return { x: mark.x - left, y: mark.y - 0.74 * mark.size, width, height: 0.78 * mark.size };
};

interface Thing {
  readonly what: string;
  readonly box: Box;
  readonly of: Group;
}

/** What is to be read or recognised: texts, bodies, cards. */
const things = (scene: Scene): Thing[] =>
  scene.groups.flatMap((of) =>
    of.marks.flatMap((mark): Thing[] => {
      const box = boxOf(mark);
      if (box === null || ['halo', 'ring', 'hull', 'track', 'ready', 'stored'].includes(mark.role)) return [];
      const text = mark.kind === 'text' ? mark.spans.map((span) => span.text).join('') : '';
      return [{ what: `${of.key} ${mark.role} ${text}`, box, of }];
    }),
  );

/** Pairs that cover each other, though they are not a body and what is written in it. */
export function collisions(scene: Scene): string[] {
  const all = things(scene);
  const found: string[] = [];
  const contains = (a: Box, b: Box) =>
    a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      if (!meets(a.box, b.box)) continue;
      if (a.of === b.of && (contains(a.box, b.box) || contains(b.box, a.box))) continue;
      found.push(`${a.what} | ${b.what}`);
    }
    const { x, y, width, height } = a.box;
    if (x < 0 || y < 0 || x + width > scene.width || y + height > scene.height)
      found.push(`${a.what} is cut`);
  });
  return found;
}
