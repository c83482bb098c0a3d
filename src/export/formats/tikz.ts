import { fail, type Result, succeed } from '../../base/problem.ts';
import type { Shape } from '../../base/value.ts';
import { explain } from '../../explain/explain.ts';
import { latexOf } from '../../explain/notation.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { latexName } from '../../language/names.ts';
import { type Body, CELLS_GAP, heightAbove, heightBelow, shapeDepth } from '../../scene/boxes.ts';
import { palettes } from '../../scene/palette.ts';
import type { Stage } from '../../scene/stage.ts';
import type { Stand } from '../../scene/stand.ts';
import { flowMarks } from '../../scene/wires.ts';
import type { Format, Subject } from '../format.ts';
import { latexWidth } from '../latex-lines.ts';
import { latexSmall, latexSpans, latexText } from '../latex-text.ts';
import { stageFor } from '../subject.ts';
import { point, tikzPath } from '../tikz-path.ts';
import { type Looks, looksOf, type Stay, staysOf } from '../timeline.ts';

/** Points of TeX for one unit of the picture: its numbers come out at 8 pt. */
const SCALE = 0.32;
/** TeX has no greater lengths. */
const LARGEST = 16000;
/** Points that a letter of a formula takes at 8 pt. */
const LETTER = 4.6;
/** And as the sign of a node. */
const SYMBOL = 6.2;

/** Slides: the first shows the bare graph, the next one the first step. */
const slide = (k: number): number => k + 1;
const onwards = (k: number): string => `<${slide(k)}->`;
const only = (steps: readonly number[]): string => `<${steps.map(slide).join(',')}|handout:0>`;
const during = (k: number, till: number): string =>
  k === till ? only([k]) : `<${slide(k)}-${slide(till)}|handout:0>`;

const hex = (colour: string): string => colour.slice(1).toUpperCase();
const pt = (units: number): string => `${Math.round(units * SCALE * 100) / 100}pt`;

const { value, tangent, adjoint, focus, focusLine, wire, soft, hull, line } = palettes.light;
const COLOURS = { value, tangent, adjoint, focus, now: focusLine, wire, soft, hull, line };

const HEAD = [
  '% A computational graph; needs \\usepackage{amsmath,tikz}.',
  '% In a Beamer frame slide 1 shows the bare graph and slide k+1 the step k; anywhere else it is the last of them.',
  '% Kept in a file and fetched by \\input, it may also stand inside \\resizebox{\\linewidth}{!}{...}.',
  '\\begingroup',
  '\\ifdefined\\uncover\\else % without Beamer: what stays is shown, what passes is not',
  '\\catcode`\\!=6',
  '\\def\\uncover<!1>!2{!2}\\def\\only<!1>!2{}\\def\\alert<!1>!2{!2}',
  '\\catcode`\\!=12',
  '\\fi',
  ...Object.entries(COLOURS).map(([name, colour]) => `\\definecolor{wengert${name}}{HTML}{${hex(colour)}}`),
  `\\begin{tikzpicture}[x=${SCALE * 10}pt, y=-${SCALE * 10}pt, >=stealth,`,
  '  font=\\fontsize{8pt}{9.6pt}\\selectfont,',
  '  body/.style={draw, fill=white, line width=0.8pt, inner sep=0pt},',
  '  symbol/.style={font=\\fontsize{12pt}{14pt}\\selectfont},',
  '  title/.style={anchor=base, inner sep=0pt, font=\\fontsize{7pt}{8pt}\\selectfont},',
  '  value/.style={text=wengertvalue, inner sep=0pt},',
  '  tangent/.style={text=wengerttangent, inner sep=0pt},',
  '  adjoint/.style={text=wengertadjoint, inner sep=0pt},',
  '  size/.style={text=wengertsoft, inner sep=0pt, anchor=base, font=\\fontsize{6pt}{7pt}\\selectfont},',
  '  wire/.style={draw=wengertwire, line width=0.7pt},',
  '  flow/.style={line width=1.8pt, ->},',
  '  hull/.style={draw=wengertline, fill=wengerthull, line width=0.4pt},',
  '  now/.style={draw=wengertnow, fill=wengertfocus, line width=1.2pt, inner sep=0pt},',
  '  partial/.style={fill=white, text=wengertsoft, inner sep=1pt, font=\\fontsize{7pt}{8pt}\\selectfont},',
  '  formula/.style={anchor=base, inner sep=0pt}]',
];

const rounded = (radius: number, width: number, height: number): string =>
  `rounded corners=${pt(radius)}, minimum width=${pt(width)}, minimum height=${pt(height)}`;

const middleOf = ({ body, x, y }: Stand): string => point(x + body.width / 2, y);

/** Glow, body, and what is written in and over the body. */
function bodyLines(node: GraphNode, stand: Stand, { notation }: Subject, looks: readonly number[]): string[] {
  const { body, x, y } = stand;
  const lines: string[] = [];
  const { width, height, radius } = body;
  if (looks.length > 0 && body.outlined)
    lines.push(
      `\\only${only(looks)}{\\node[now, ${rounded(radius + 10, width + 20, height + 20)}] at ${middleOf(stand)} {};}`,
    );
  const isName = node.kind === 'input' || (node.kind === 'op' && notation === 'variables');
  const symbol =
    node.kind === 'constant'
      ? (latexSmall(node.value) ?? latexShape(node.shape))
      : isName
        ? latexName(node.name)
        : latexText(body.text);
  const shown = looks.length > 0 ? `\\alert${only(looks)}{$${symbol}$}` : `$${symbol}$`;
  const at = `(wengert${node.id}) at ${middleOf(stand)}`;
  if (body.outlined) {
    // A body keeps its size, also where what it says has to be set smaller.
    const small = fitted(latexWidth(symbol) * SYMBOL, (width - 12) * SCALE);
    const outline = `body, symbol, ${rounded(radius, width, height)}`;
    if (small === '') lines.push(`\\node[${outline}] ${at} {${shown}};`);
    else
      lines.push(
        `\\node[${outline}] ${at} {};`,
        `\\node[symbol, inner sep=0pt${small}] at ${middleOf(stand)} {${shown}};`,
      );
  } else lines.push(`\\node[value${fitted(latexWidth(symbol) * LETTER, width * SCALE)}] ${at} {${shown}};`);
  if (body.name !== null) lines.push(nameLine(node, stand, body.name, notation === 'variables'));
  if (body.cells !== null)
    lines.push(
      `\\node[size] at ${point(x + width / 2, y + shapeDepth(body))} {$${latexShape(node.shape)}$};`,
    );
  return lines;
}

/** `2\\times 3`; of a vector `R^{3}`, since a mere 3 would be taken for its value. */
const latexShape = (shape: Shape): string =>
  shape.length === 1 ? `\\mathrm{R}^{${shape[0]}}` : shape.join('\\times ');

/** Text that is wider than its place is set smaller. */
const fitted = (width: number, room: number): string =>
  width <= room ? '' : `, scale=${Math.max(0.3, Math.round((100 * room) / width) / 100)}`;

function nameLine(
  node: GraphNode,
  { body, x, y }: Stand,
  name: NonNullable<Body['name']>,
  spans: boolean,
): string {
  const anchor = name.centred ? 'title' : 'title, anchor=base west';
  const written = spans ? latexSpans(name.spans) : latexName(node.name);
  const room = name.centred ? body.width : body.width + body.stub;
  const at = point(name.centred ? x + body.width / 2 : x, y - name.rise);
  return `\\node[${anchor}${fitted(latexWidth(written) * 3.6, room * SCALE)}] at ${at} {$${written}$};`;
}

/** A number on a stub: the value above it, a derivative below. */
function stayLine({ quantity, value: number, from: k, till }: Stay, { body, x, y }: Stand): string {
  const above = quantity === 'value';
  const middle = x + body.width + body.stub / 2 + 4;
  const written = latexSmall(number);
  const isArray = typeof number !== 'number';
  const anchor = isArray ? (above ? 'south' : 'north') : 'base';
  const at = isArray ? y + (above ? -CELLS_GAP : CELLS_GAP) : above ? y - 11 : y + 31;
  // Of a large array there is only room to say that it is there.
  const text = written ?? '\\bullet';
  const wide = isArray ? 3.2 : LETTER;
  const look = `${quantity}, anchor=${anchor}${fitted(latexWidth(text) * wide, (body.stub - 8) * SCALE)}`;
  const drawn = `\\node[${look}] at ${point(middle, at)} {$${text}$};`;
  return till === null ? `\\uncover${onwards(k)}{${drawn}}` : `\\only${during(k, till)}{${drawn}}`;
}
function wireLines({ wires, labels }: Stage, looks: Looks, { run, step, notation }: Subject): string[] {
  const taken = step ?? run.steps.length;
  return wires.flatMap(({ edge, shape, points, depth }, e) => {
    const path = shape.bare[0];
    const lines = path?.kind === 'path' ? [`\\draw[wire, ->] ${tikzPath(path.d)};`] : [];
    for (const { quantity, steps } of looks.wires.get(`${edge.consumer}:${edge.slot}`) ?? []) {
      const flow = flowMarks(points, depth, quantity)[0];
      if (flow?.kind === 'path')
        lines.push(`\\only${only(steps)}{\\draw[flow, wengert${quantity}] ${tikzPath(flow.d)};}`);
    }
    const label = labels[e];
    if (notation === 'variables' && label != null && taken > 0) {
      const { box } = label.place;
      const [of, by] = [edge.consumer, edge.operand].map((id) => latexName(run.graph.nodes[id]?.name ?? ''));
      const text = `\\partial ${of}/\\partial ${by}`;
      const look = `partial${fitted(latexWidth(text) * 4, box.width * SCALE)}`;
      lines.push(`\\node[${look}] at ${point(box.x + box.width / 2, box.y + box.height / 2)} {$${text}$};`);
    }
    return lines;
  });
}

/** What each step says of itself, under the picture: as much as there is room for. */
function formulaLines({ run, step, derivatives }: Subject, width: number, at: string): string[] {
  const lines: string[] = [];
  for (let k = 1; k <= (step ?? run.steps.length); k++) {
    const { latex, symbols, result } = explain(run, k, derivatives);
    const choices = [
      latex,
      [symbols, result].map(({ math }) => latexOf(math)).join(' '),
      latexOf(result.math),
    ];
    const fits = choices.find((each) => latexWidth(each) * LETTER < width * SCALE);
    if (fits !== undefined && fits.trim() !== '')
      lines.push(`\\only${only([k])}{\\node[formula] at ${at} {$${fits.trim()}$};}`);
  }
  return lines;
}

/** A list as long as a graph is no list of arguments. */
const least = (list: readonly number[]): number => list.reduce((a, b) => Math.min(a, b), Infinity);

function write(subject: Subject): Result<string> {
  const { run, step } = subject;
  const { graph } = run;
  const stage = stageFor(subject);
  const { stands } = stage;
  const taken = step ?? run.steps.length;
  const left = least(stands.map(({ x }) => x - 16));
  const right = -least(stands.map(({ body, x }) => -(x + body.width + body.stub + 16)));
  const above = stage.hullNames.map(({ y }) => y - 6);
  const top = least([...above, ...stands.map(({ body, y }) => y - heightAbove(body) - 14)]);
  const floor = -least(stands.map(({ body, y }) => -(y + heightBelow(body) + 20)));
  const bottom = floor + 50;
  if (Math.max(right - left, bottom - top) * SCALE > LARGEST || right > 160_000 || bottom > 160_000)
    return fail({
      kind: 'limit',
      message: 'TeX cannot draw a picture of more than five metres.',
      from: 0,
      to: 0,
    });
  const looks = looksOf(run, taken);
  const hulls = stage.hulls.flatMap(({ marks }) =>
    marks.map((mark) =>
      mark.kind === 'path'
        ? `\\draw[hull] ${tikzPath(mark.d)};`
        : mark.kind === 'text'
          ? `\\node[title, anchor=base west, text=wengertsoft] at ${point(mark.x, mark.y)} {$${latexSpans(mark.spans)}$};`
          : '',
    ),
  );
  const stays = staysOf(run, taken).flatMap((stay) => {
    const stand = stands[stay.node];
    return stand === undefined || graph.nodes[stay.node]?.kind === 'constant' ? [] : [stayLine(stay, stand)];
  });
  const lines = [
    ...HEAD,
    `\\useasboundingbox ${point(left, top)} rectangle ${point(right, bottom)};`,
    ...hulls,
    ...wireLines(stage, looks, subject),
    ...stands.map(
      ({ body, x, y }) =>
        `\\draw[wire] ${point(x + body.width, y)} -- ${point(x + body.width + body.stub, y)};`,
    ),
    ...graph.nodes.flatMap((node) =>
      bodyLines(node, stands[node.id] as Stand, subject, looks.nodes.get(node.id) ?? []),
    ),
    ...stays,
    ...formulaLines(subject, right - left, point((left + right) / 2, bottom - 12)),
    '\\end{tikzpicture}',
    '\\endgroup',
    '',
  ];
  return succeed(lines.filter((text, i) => text !== '' || i === lines.length - 1).join('\n'));
}

const tikz: Format = {
  id: 'tikz',
  title: 'TikZ',
  extension: 'tex',
  mime: 'application/x-tex',
  group: 'picture',
  about: 'The graph where it stands on screen, for LaTeX; in Beamer each step is a slide.',
  write,
};

export default tikz;
