import { briefValue, printValue } from '../../base/print-value.ts';
import { succeed } from '../../base/problem.ts';
import type { Value } from '../../base/value.ts';
import { explain } from '../../explain/explain.ts';
import { primalOf, sideOf, traceLines } from '../../explain/trace-lines.ts';
import type { Statement } from '../../explain/trace-words.ts';
import { displayName } from '../../language/names.ts';
import { type Palette, palettes } from '../../scene/palette.ts';
import type { Mark, Scene } from '../../scene/scene.ts';
import { fittingSize } from '../../scene/text.ts';
import type { Format, Subject } from '../format.ts';
import { sideNumbers } from '../latex-list.ts';
import { sceneOf } from '../subject.ts';
import { escapeXml, renderSvg } from '../svg.ts';

/** Ink on paper: no colour says anything. */
const INK: Palette = {
  ...palettes.projector,
  paper: '#ffffff',
  soft: '#333333',
  line: '#999999',
  wire: '#555555',
  hull: '#f4f4f4',
  value: '#000000',
  tangent: '#000000',
  adjoint: '#000000',
  focus: '#d9d9d9',
  focusLine: '#000000',
};

const SIGNS = { value: 'v', tangent: 'v\u0307', adjoint: 'v\u0304' } as const;

/** Room for a number with its sign on a stub. */
const ROOM = 100;

/** What colour says on a screen, said without: numbers carry v, v̇ or v̄, and what flows back is dotted. */
function inInk(scene: Scene): Scene {
  const inked = (mark: Mark): Mark => {
    if (
      mark.kind === 'text' &&
      (mark.role === 'value' || mark.role === 'tangent' || mark.role === 'adjoint')
    ) {
      const text = `${SIGNS[mark.role]} = ${mark.spans.map((span) => span.text).join('')}`;
      const size = fittingSize(text, mark.size, ROOM, 'sans');
      const sign = { text: `${SIGNS[mark.role]}\u00a0`, quantity: null, italic: true };
      return { ...mark, size, spans: [sign, ...mark.spans] };
    }
    if (mark.kind === 'path' && mark.role === 'flow' && mark.quantity !== 'value')
      return mark.quantity === 'adjoint' ? { ...mark, role: 'faded', width: 4.5 } : { ...mark, width: 2.5 };
    return mark;
  };
  return { ...scene, groups: scene.groups.map((group) => ({ ...group, marks: group.marks.map(inked) })) };
}

/** Pictures times nodes: what a browser can lay out. */
const MOST = 9000;
const FEWEST = 6;

/** A picture that is wider than this takes the whole width of the page. */
const WIDE = 1000;

/** The steps that are drawn: all of them, or so many that the page stays one that can be printed. */
function drawnSteps({ run, step }: Subject): readonly number[] {
  const last = step ?? run.steps.length;
  const many = Math.max(FEWEST, Math.floor(MOST / Math.max(1, run.graph.nodes.length)));
  const stride = Math.max(1, Math.ceil(last / many));
  const all = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride);
  return all.at(-1) === last ? all : [...all, last];
}

function figures(subject: Subject): readonly string[] {
  let scene: Scene | undefined;
  return drawnSteps(subject).map((step) => {
    scene = sceneOf({ ...subject, step }, scene);
    const { text } = explain(subject.run, step, subject.derivatives);
    return `<figure>\n${renderSvg(inInk(scene), INK)}<figcaption><b>${step}</b> ${escapeXml(text)}</figcaption>\n</figure>`;
  });
}

/** On paper there is nothing to open: what fits a line is written out. */
const written = (value: Value): string =>
  typeof value === 'number' || value.data.length > 12 ? briefValue(value) : printValue(value);

/** `x̄₁ += v̄₁ ∂v₁/∂x₁ = v̄₁ · x₂ = 5`. */
function statementText({ left, sign, partial, right }: Statement, value: Value | null): string {
  const sides = [partial, right].flatMap((each) => (each === null ? [] : [each.text]));
  const all = value === null ? sides : [...sides, written(value)];
  return `${left.text} ${sign} ${all.filter((text, i) => text !== all[i - 1]).join(' = ')}`;
}

const HEADS = { values: null, forward: 'Tangents ↓', reverse: 'Adjoints ↑' } as const;

/** The derivation: both traces side by side, with all numbers of the run. */
function table({ run, derivatives }: Subject): string {
  const head = HEADS[run.mode];
  const numberOf = sideNumbers(run);
  const cell = (text: string) => `<td>${escapeXml(text)}</td>`;
  const rows = traceLines(run.graph, run.mode, true).map((line) => {
    const own = line.hasPrimal
      ? statementText(primalOf(run, line, derivatives), run.values[line.node] ?? null)
      : '';
    const side = sideOf(run, line, derivatives);
    const beside = side === null ? '' : statementText(side, numberOf(line));
    return `<tr>${cell(own)}${head === null ? '' : cell(beside)}</tr>`;
  });
  const heads = `<th>Values ↓</th>${head === null ? '' : `<th>${head}</th>`}`;
  return `<table>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

const STYLE = `
:root { color-scheme: only light; }
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; background: #fff; color: #000;
  font: 11pt/1.45 "Noto Sans", system-ui, sans-serif; }
h1, h2 { font: italic 600 1.4em "Noto Serif", Georgia, serif; }
h2 { font-size: 1.15em; break-after: avoid; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #999; padding-left: 0.8em; }
.steps { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
.steps.wide { grid-template-columns: 1fr; }
figure { margin: 0; padding: 0.5rem; border: 1px solid #999; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { font-size: 0.85em; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-family: "Noto Serif", Georgia, serif; }
th, td { padding: 0.25em 0.8em; border: 1px solid #999; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@page { margin: 14mm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; }
  .steps { grid-template-columns: 1fr 1fr; gap: 4mm; }
  .steps.wide { grid-template-columns: 1fr; }
  .derivation { break-before: page; }
}
`;

const print: Format = {
  id: 'print',
  title: 'Print view',
  extension: 'html',
  mime: 'text/html',
  group: 'picture',
  about: 'Every step as a small picture and the derivation as a table, on white paper, without colour.',
  write(subject) {
    const { run, program } = subject;
    const { graph } = run;
    const name = displayName(graph.nodes[graph.output]?.name ?? '');
    const given = graph.inputs.map(
      (id) => `${displayName(graph.nodes[id]?.name ?? '')} = ${written(run.values[id] ?? 0)}`,
    );
    const steps = drawnSteps(subject);
    const left = (steps.at(-1) ?? 0) + 1 - steps.length;
    const some = left === 0 ? '' : `<p>${left} steps between those that are shown are left out.</p>`;
    const marks = `<p>v is a value, ${run.mode === 'forward' ? 'v\u0307 a tangent, along a thin line' : 'v\u0304 an adjoint, along a dotted line'}; the outline that stands in grey is what the step is about.</p>`;
    const text = [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
      `<title>${escapeXml(name)}, step by step</title>`,
      `<style>${STYLE}</style>`,
      '</head>',
      '<body>',
      `<h1>${escapeXml(name)}, step by step</h1>`,
      `<pre>${escapeXml(program)}</pre>`,
      given.length === 0 ? '' : `<p>${escapeXml(given.join(',  '))}</p>`,
      run.mode === 'values' ? '' : marks,
      some,
      `<div class="steps${sceneOf({ ...subject, step: 0 }).width > WIDE ? ' wide' : ''}">`,
      ...figures(subject),
      '</div>',
      '<section class="derivation">',
      '<h2>The derivation</h2>',
      table(subject),
      '</section>',
      '</body>',
      '</html>',
      '',
    ];
    return succeed(text.filter((line, i) => line !== '' || i === text.length - 1).join('\n'));
  },
};

export default print;
