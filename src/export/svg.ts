import { tintOf } from '../scene/cells.ts';
import { FONTS, type Palette, palettes, type ThemeName } from '../scene/palette.ts';
import type { CellInk, CellsMark, Group, Mark, Role, Scene, State } from '../scene/scene.ts';

type Attributes = Readonly<Record<string, string | number>>;

/** What the picture stands on: the paper of its theme, or nothing, for a slide with a ground of its own. */
export type Ground = 'paper' | 'none';

/**
 * A scene as a file of its own: no style sheet, no script, text as text. What a screen paints by its style sheet is
 * written at every mark, because papers and slides know no classes. Marks stand in the order in which the screen draws
 * them and look as they do there; a journey holds the two together (`e2e/export.spec.ts`).
 */
export function renderSvg(
  scene: Scene,
  theme: ThemeName | Palette = 'light',
  ground: Ground = 'paper',
): string {
  const colours = typeof theme === 'string' ? palettes[theme] : theme;
  const width = Math.ceil(scene.width);
  const height = Math.ceil(scene.height);
  const lines = [
    `<svg${attributes({ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'font-variant': 'tabular-nums' })}>`,
    `<title>${escapeXml(scene.label)}</title>`,
    ...(ground === 'paper' ? [element('rect', { width, height, fill: colours.paper })] : []),
    ...LAYERS.flatMap((layer) => scene.groups.filter((group) => group.layer === layer)).map((group) =>
      renderGroup(group, colours),
    ),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

/** From below to above. */
export const LAYERS = ['wires', 'nodes', 'notes'] as const;

/** One group by itself. */
export function renderGroup(group: Group, colours: Palette): string {
  const { node, edge, state, marks } = group;
  const own: Record<string, string | number> = {};
  if (node !== null) own['data-node'] = node.name;
  if (edge !== null) own[group.layer === 'wires' ? 'data-edge' : 'data-label'] = edge;
  const title = node === null ? '' : `<title>${escapeXml(node.label)}</title>`;
  const drawn = marks.map((mark) => renderMark(mark, state, colours)).join('');
  return `<g${attributes(own)}>${title}${drawn}</g>`;
}

/** What is not in focus recedes; its numbers less than its lines, and a wire never shines through a plate. */
function receding(mark: Mark, state: State, { rest, restText }: Palette): Attributes {
  if (state !== 'rest' || mark.role === 'plate') return {};
  return { opacity: mark.kind === 'text' && mark.role !== 'symbol' ? restText : rest };
}

function renderMark(mark: Mark, state: State, colours: Palette): string {
  switch (mark.kind) {
    case 'path':
      return element('path', {
        d: mark.d,
        ...paint(mark, state, colours),
        ...(mark.width === undefined ? {} : { 'stroke-width': mark.width }),
      });
    case 'rect': {
      const { x, y, width, height, radius } = mark;
      const place = {
        x: short(x),
        y: short(y),
        width: short(width),
        height: short(height),
        rx: short(radius),
      };
      return element('rect', { ...place, ...paint(mark, state, colours) });
    }
    case 'text': {
      const spans = mark.spans.map(({ text, quantity, italic }) => {
        const own: Record<string, string> = {};
        if (quantity !== null) own['fill'] = colours[quantity];
        // Mathematics in a line of numbers has its own voice.
        if (italic) {
          own['font-style'] = 'italic';
          own['font-family'] = FONTS.serif;
          if (mark.role === 'partial') own['font-weight'] = '400';
        }
        return Object.keys(own).length === 0
          ? escapeXml(text)
          : `<tspan${attributes(own)}>${escapeXml(text)}</tspan>`;
      });
      const place = {
        x: short(mark.x),
        y: short(mark.y),
        'text-anchor': mark.anchor,
        'font-size': short(mark.size),
      };
      // Spaces between the pieces of a formula belong to it.
      return `<text${attributes({ ...place, ...paint(mark, state, colours), 'xml:space': 'preserve' })}>${spans.join('')}</text>`;
    }
    case 'cells': {
      const own = mark.quantity === null ? colours.soft : colours[mark.quantity];
      const layers = mark.layers.map(({ ink, d }) =>
        element('path', { d, ...paintCells(ink, own, colours) }),
      );
      const place = { transform: `translate(${short(mark.x)},${short(mark.y)})` };
      return `<g${attributes({ ...place, ...receding(mark, state, colours) })}>${layers.join('')}</g>`;
    }
  }
}

function paintCells(ink: CellInk, own: string, { surface, ink: dark, soft, wire }: Palette): Attributes {
  switch (ink) {
    case 'ground':
      return area(surface, wire, 0.8);
    case 'absent':
      return { ...area(surface, soft, 1), 'stroke-dasharray': '1 2' };
    case 'more':
      return area(soft, null);
    case 'weak':
      return line(dark, 1.8);
    case 'strong':
      return line(surface, 1.8);
    default:
      return { fill: own, 'fill-opacity': tintOf(ink) ?? 1 };
  }
}

function paint(mark: Exclude<Mark, CellsMark>, state: State, colours: Palette): Attributes {
  const own = mark.kind === 'text' || mark.quantity === null ? null : colours[mark.quantity];
  const painted = PAINT[mark.role]({ colours, own, isNow: state === 'now', isText: mark.kind === 'text' });
  return { ...painted, ...receding(mark, state, colours) };
}

interface Situation {
  readonly colours: Palette;
  /** The colour of the mark's quantity, if it has one. */
  readonly own: string | null;
  readonly isNow: boolean;
  readonly isText: boolean;
}

const line = (stroke: string, width: number): Attributes => ({
  fill: 'none',
  stroke,
  'stroke-width': width,
});
const area = (fill: string, stroke: string | null, width = 0): Attributes =>
  stroke === null ? { fill } : { fill, stroke, 'stroke-width': width };
const sans = (fill: string, weight: number): Attributes => ({
  fill,
  'font-family': FONTS.sans,
  'font-weight': weight,
});
const serif = (fill: string): Attributes => ({ fill, 'font-family': FONTS.serif });
const italic = (fill: string): Attributes => ({ ...serif(fill), 'font-style': 'italic' });

/** How each role is painted. */
const PAINT: Readonly<Record<Role, (at: Situation) => Attributes>> = {
  wire: ({ colours, own }) => line(own ?? colours.wire, 2),
  lit: ({ colours }) => ({ ...line(colours.value, 11), 'stroke-opacity': 0.3, 'stroke-linecap': 'round' }),
  strength: ({ colours, own }) => line(own ?? colours.ink, 5),
  faded: ({ colours, own }) => ({
    ...line(own ?? colours.ink, 2),
    'stroke-dasharray': '0.1 6',
    'stroke-linecap': 'round',
  }),
  core: ({ colours }) => line(colours.paper, 3),
  stub: ({ colours }) => line(colours.wire, 2),
  flow: ({ colours, own }) => line(own ?? colours.ink, 5),
  arrow: ({ colours, own }) => area(own ?? colours.wire, null),
  tip: ({ colours, own }) => area(own ?? colours.ink, null),
  body: ({ colours, isNow }) =>
    isNow ? area(colours.surface, colours.focusLine, 3.5) : area(colours.surface, colours.ink, 2.5),
  halo: ({ colours }) => area(colours.focus, null),
  ring: ({ colours }) => ({ ...line(colours.value, 3), 'stroke-dasharray': '6 4' }),
  track: ({ colours }) => line(colours.value, 3),
  ready: ({ colours }) => ({ ...line(colours.ink, 2), 'stroke-dasharray': '3 5' }),
  plate: ({ colours }) => area(colours.paper, null),
  partial: ({ colours }) => sans(colours.soft, 600),
  operation: ({ colours }) => serif(colours.soft),
  hull: ({ colours }) => ({ ...area(colours.hull, colours.hush, 1.5), 'stroke-dasharray': '4 4' }),
  stored: ({ colours }) => area(colours.surface, colours.value, 2),
  symbol: ({ colours }) => serif(colours.ink),
  name: ({ colours }) => italic(colours.ink),
  alias: ({ colours }) => italic(colours.soft),
  constant: ({ colours }) => sans(colours.ink, 400),
  value: ({ colours }) => sans(colours.value, 600),
  tangent: ({ colours }) => sans(colours.tangent, 600),
  adjoint: ({ colours }) => sans(colours.adjoint, 600),
  absent: ({ colours }) => sans(colours.soft, 400),
  note: ({ colours, own, isText }) =>
    isText ? sans(colours.ink, 600) : area(colours.surface, own ?? colours.line, 1.5),
  caption: ({ colours }) => sans(colours.soft, 400),
};

const element = (name: string, of: Attributes): string => `<${name}${attributes(of)}/>`;

const attributes = (of: Attributes): string =>
  Object.entries(of)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');

const short = (x: number): number => Math.round(x * 10) / 10;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML: markup escaped, and what XML cannot hold at all left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/gu, (c) => ENTITIES[c] ?? c);
