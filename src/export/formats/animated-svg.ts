import { succeed } from '../../base/problem.ts';
import { palettes } from '../../scene/palette.ts';
import type { Group, Scene } from '../../scene/scene.ts';
import type { Format, Subject } from '../format.ts';
import { sceneOf } from '../subject.ts';
import { escapeXml, LAYERS, renderGroup } from '../svg.ts';

/** Seconds for each step, and steps for which the last one stays. */
const PACE = 1.4;
const REST = 3;

/** Each way a group is drawn, once, with the steps at which it is; from below to above. */
function variantsOf(
  subject: Subject,
  last: number,
): { frame: Scene; variants: readonly (readonly [string, readonly number[]])[] } {
  const groups = new Map<string, { layer: Group['layer']; texts: Map<string, number[]> }>();
  const drawn = new WeakMap<Group, number[]>();
  let frame: Scene | undefined;
  for (let step = 0; step <= last; step++) {
    frame = sceneOf({ ...subject, step }, frame);
    for (const group of frame.groups) {
      const { layer } = group;
      let steps = drawn.get(group);
      if (steps === undefined) {
        const own = groups.get(group.key) ?? { layer, texts: new Map<string, number[]>() };
        groups.set(group.key, own);
        const text = renderGroup(group, palettes.light);
        steps = own.texts.get(text) ?? [];
        own.texts.set(text, steps);
        drawn.set(group, steps);
      }
      steps.push(step);
    }
  }
  const all = [...groups.values()];
  const sorted = LAYERS.flatMap((layer) => all.filter((each) => each.layer === layer));
  return { frame: frame as Scene, variants: sorted.flatMap(({ texts }) => [...texts]) };
}

/** Visible at these steps, in hundredths of the whole; `step-end` holds each state until the next. */
function keyframes(name: string, steps: readonly number[], all: number): string {
  const at = (step: number) => `${Math.round((1e5 * step) / all) / 1e3}%`;
  const shown = new Set(steps);
  const turns = [0, ...steps, ...steps.map((step) => step + 1)].filter(
    (step, i) => i === 0 || shown.has(step) !== shown.has(step - 1),
  );
  const state = (step: number) => `${at(step)}{visibility:${shown.has(step) ? 'visible' : 'hidden'}}`;
  return `@keyframes ${name}{${[...new Set(turns)]
    .sort((a, b) => a - b)
    .map(state)
    .join('')}}`;
}

const animatedSvg: Format = {
  id: 'animated-svg',
  title: 'SVG, animated',
  extension: 'svg',
  mime: 'image/svg+xml',
  group: 'picture',
  about:
    'All steps in turn, again and again, in one file without a script; the last one where motion is not wanted.',
  write(subject) {
    const last = subject.step ?? subject.run.steps.length;
    const { frame, variants } = variantsOf(subject, last);
    const all = last + 1 + REST;
    const rules = new Map<string, { readonly name: string; readonly text: string }>();
    const groups = variants.map(([text, steps]) => {
      if (steps.length === last + 1) return text;
      const stay = steps.at(-1) === last ? Array.from({ length: REST }, (_, i) => last + 1 + i) : [];
      const shown = [...steps, ...stay];
      const key = shown.join(' ');
      const name = rules.get(key)?.name ?? `k${rules.size}`;
      if (!rules.has(key)) rules.set(key, { name, text: keyframes(name, shown, all) });
      return `<g class="k${stay.length > 0 ? ' l' : ''} ${name}">${text}</g>`;
    });
    const [width, height] = [Math.ceil(frame.width), Math.ceil(frame.height)];
    const seconds = Math.round(all * PACE * 10) / 10;
    const style = [
      '.k{visibility:hidden}.l{visibility:visible}',
      '@media (prefers-reduced-motion:no-preference){',
      `.k{animation:${seconds}s step-end infinite}`,
      ...[...rules.values()].map(({ name }) => `.${name}{animation-name:${name}}`),
      '}',
      ...[...rules.values()].map(({ text }) => text),
    ];
    return succeed(
      [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-variant="tabular-nums">`,
        `<title>${escapeXml(frame.label)}</title>`,
        `<style>${style.join('\n')}</style>`,
        `<rect width="${width}" height="${height}" fill="${palettes.light.paper}"/>`,
        ...groups,
        '</svg>',
        '',
      ].join('\n'),
    );
  },
};

export default animatedSvg;
