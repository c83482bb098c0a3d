// Sets exported files with the programs they are for: node scripts/check-papers.mjs [folder for PDF and SVG] [samples]
//
// Needs Graphviz (`dot`), and a TeX with amsmath, TikZ and Beamer (`pdflatex`); in Debian:
//   apt-get install --no-install-recommends graphviz texlive-latex-recommended texlive-pictures
// and for the documents of class standalone texlive-latex-extra. What is not there is passed over, and said.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../bin/wengert.mjs', import.meta.url));
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'wengert-'));
mkdirSync(folder, { recursive: true });

/** Programs of every kind, each with the flags of its run. */
const samples = {
  fork: ['f(x1, x2) = x1*x2 + sin(x1)', 'x1=2', 'x2=5'],
  forward: ['f(x1, x2) = log(x1) + x1*x2 - sin(x2)', 'x1=2', 'x2=5', '--mode', 'forward'],
  micro: ['x*x', 'x=3', '--granularity', 'micro'],
  matrix: ['L = sum((W @ x - y)^2)\nW = [[1, -2, 0.5], [0, 3, -1]]\nx = [2, 1, -1]\ny in R^2 = [1, 0]'],
  variables: [
    'L = sum((W @ x)^2)',
    'W=[[1,2],[3,4]]',
    'x=[1,-1]',
    '--notation',
    'variables',
    '--derivatives',
    'leibniz',
  ],
  scalars: [
    'f(x1, x2) = x1*x2 + sin(x1)',
    'x1=2',
    'x2=5',
    '--notation',
    'variables',
    '--derivatives',
    'grad',
  ],
  blocks: ['neuron(w, x, b) = sigmoid(w*x + b)\nneuron(a_b, 2, c)^2 - relu(q)'],
  names: ['y_max = theta_1 * größe + learning_rate_of_the_second_layer / 3e-12\nlog(y_max)'],
  nothing: ['3'],
  nowhere: ['x = 0\nlog(x) + 1/x'],
  many: [`${Array.from({ length: 14 }, (_, i) => `x${i}*y${i}`).join(' + ')}`],
  large: [
    'A in R^(5x40) ~ normal(0, 1)\nB in R^(40x30) ~ normal(0, 1)\nx in R^30 ~ uniform(0, 1)\nmean(softmax(A @ tanh(B @ x)))',
  ],
  values: ['max(a, b, 2) @ [1, 2, 3]', '--mode', 'values', 'a=[1,2,3]', 'b=[3,2,1]'],
};

const documents = {
  article: (name) =>
    `\\documentclass{article}\\usepackage[utf8]{inputenc}\\usepackage{amsmath,tikz}\\begin{document}\\pagestyle{empty}\n\\input{${name}}\n\\end{document}\n`,
  standalone: (name) =>
    `\\documentclass[tikz]{standalone}\\usepackage[utf8]{inputenc}\\usepackage{amsmath}\\begin{document}\n\\input{${name}}\n\\end{document}\n`,
  beamer: (name) =>
    `\\documentclass{beamer}\\usepackage[utf8]{inputenc}\\usepackage{amsmath,tikz}\\begin{document}\n\\begin{frame}{Backpropagation}\n\\centering\\resizebox{\\linewidth}{!}{\\input{${name}}}\n\\end{frame}\n\\end{document}\n`,
  pasted: (name) =>
    `\\documentclass[handout]{beamer}\\usepackage[utf8]{inputenc}\\usepackage{amsmath,tikz}\\begin{document}\n\\begin{frame}\n${readFileSync(join(folder, name), 'utf8')}\n\\end{frame}\n\\end{document}\n`,
};

/** A file that TeX would find. */
const hasFile = (name) => spawnSync('kpsewhich', [name]).status === 0;
const hasTool = (name, flag) => spawnSync(name, [flag]).error === undefined;
const tools = { dot: hasTool('dot', '-V'), pdflatex: hasTool('pdflatex', '--version') };
for (const [name, there] of Object.entries(tools))
  if (!there) console.log(`passed over: ${name} is not installed`);

if (!hasFile('standalone.cls')) delete documents.standalone;
if (!hasFile('beamer.cls')) for (const name of ['beamer', 'pasted']) delete documents[name];

const chosen = process.argv.length > 3 ? process.argv.slice(3) : Object.keys(samples);
let failures = 0;
let checked = 0;
function check(what, name, args) {
  checked++;
  const { status, stdout, stderr } = spawnSync(name, args, { cwd: folder, encoding: 'utf8' });
  const complaint = /^!.*|^.*(?:Warning|Error|syntax error).*$/mu.exec(`${stderr}\n${stdout}`);
  const isRight = status === 0 && !/^!/mu.test(stdout) && (name !== 'dot' || stderr.trim() === '');
  if (!isRight) {
    failures++;
    console.log(`wrong: ${what}: ${complaint?.[0] ?? `status ${status}`}`);
  }
}

function exported(format, sample, file) {
  const [program, ...flags] = samples[sample];
  const args = [command, 'export', '-', '--format', format, '-o', join(folder, file), ...flags];
  const { status, stderr } = spawnSync(process.execPath, args, { input: program, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${sample} as ${format}: ${stderr}`);
}

for (const sample of chosen) {
  if (tools.dot) {
    exported('dot', sample, `${sample}.dot`);
    check(`${sample}.dot`, 'dot', ['-Tsvg', `-o${sample}.dot.svg`, `${sample}.dot`]);
  }
  if (!tools.pdflatex) continue;
  const wanted = { 'latex-list': ['article'], 'latex-derivation': ['article'], tikz: Object.keys(documents) };
  for (const [format, classes] of Object.entries(wanted)) {
    const file = `${sample}-${format}.tex`;
    exported(format, sample, file);
    for (const each of classes) {
      const name = `${sample}-${format}-${each}`;
      writeFileSync(join(folder, `${name}.tex`), documents[each](file));
      check(name, 'pdflatex', ['-interaction=nonstopmode', '-halt-on-error', `${name}.tex`]);
    }
  }
}
console.log(`${checked} files checked in ${folder}, ${failures} wrong`);
process.exitCode = failures === 0 ? 0 : 1;
