import type { Page } from '@playwright/test';

/** One mark of a picture as a browser draws it: what it is, where it stands, and how it is painted. */
export type DrawnMark = Readonly<Record<string, string | number>>;

/**
 * All marks below a picture's layers, in drawing order, with their computed paint. Numbers are rounded to what a file
 * keeps, and opacities multiplied along the groups, so that a style sheet and attributes can be compared.
 * @param layers finds the groups of the picture, without what is only on its way
 */
export const marksOf = (page: Page, layers: string): Promise<readonly DrawnMark[]> =>
  page.evaluate((selector) => {
    const roots = [...document.querySelectorAll<SVGElement>(selector)];
    const leaves = roots.flatMap((root) =>
      root.matches('g') ? [...root.querySelectorAll<SVGElement>('path, rect, text, tspan')] : [root],
    );
    const round = (x: number): number => Math.round(x * 10) / 10 + 0;
    const paint = ['fill', 'stroke'] as const;
    const stroked = ['stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-opacity'];
    const lettered = ['font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor'];
    const rest = ['font-variant-numeric', 'white-space-collapse'];
    return leaves.map((leaf) => {
      const style = getComputedStyle(leaf);
      const mark: Record<string, string | number> = { kind: leaf.tagName };
      let opacity = 1;
      let [dx, dy] = [0, 0];
      for (let at: Element | null = leaf; at !== null && at.tagName !== 'svg'; at = at.parentElement) {
        opacity *= Number(getComputedStyle(at).opacity);
        if (at.parentElement?.tagName === 'g' && roots.includes(at as SVGElement)) break;
        const moved = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/u.exec(at.getAttribute('transform') ?? '');
        if (moved !== null && !roots.includes(at as SVGElement)) {
          dx += Number(moved[1]);
          dy += Number(moved[2]);
        }
      }
      mark['opacity'] = Math.round(opacity * 1000) / 1000;
      mark['moved'] = `${round(dx)},${round(dy)}`;
      if (leaf.tagName === 'path') mark['d'] = leaf.getAttribute('d') ?? '';
      if (leaf.tagName === 'rect')
        for (const name of ['x', 'y', 'width', 'height', 'rx'])
          mark[name] = round(Number(leaf.getAttribute(name)));
      if (leaf instanceof SVGTextContentElement) {
        mark['text'] = leaf.textContent ?? '';
        for (const name of [...lettered, ...rest]) mark[name] = style.getPropertyValue(name);
        if (leaf.tagName === 'text')
          for (const name of ['x', 'y']) mark[name] = round(Number(leaf.getAttribute(name)));
        mark['font-size'] = round(Number.parseFloat(style.fontSize));
      }
      for (const name of paint) mark[name] = style.getPropertyValue(name);
      if (style.fill !== 'none') mark['fill-opacity'] = Number(style.fillOpacity);
      if (style.stroke !== 'none') for (const name of stroked) mark[name] = style.getPropertyValue(name);
      return mark;
    });
  }, layers);

/** The marks of the page's own picture. */
export const liveMarks = (page: Page): Promise<readonly DrawnMark[]> =>
  marksOf(page, '.stage > svg > g > g:nth-child(-n + 3)');

/** The marks of a file, drawn by the browser in a page with nothing else in it. */
export async function fileMarks(empty: Page, svg: string): Promise<readonly DrawnMark[]> {
  await empty.setContent(`<!doctype html><body>${svg}</body>`);
  return marksOf(empty, 'svg > g');
}
