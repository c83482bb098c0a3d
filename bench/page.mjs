// node bench/page.mjs: what a reader feels, in the built page in Chromium: one step, one move of a slider, one key typed,
// each from the event to the end of the frame that shows it. Medians and 95th percentiles in ms. Needs `npm run build`.
import { chromium } from 'playwright';
import { preview } from 'vite';
import { ensureBrowser } from '../scripts/browser.mjs';

const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'silent' });
const url = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

/** An unrolled network, a statement for each neuron: about `5·width²` nodes. */
function network(inputs, width) {
  const lines = [];
  const layer = (name, from, size, to) => {
    for (let j = 1; j <= size; j++) {
      const terms = Array.from({ length: from }, (_, i) => `w${name}${i + 1}_${j}*${to}${i + 1}`);
      lines.push(`${name}${j} = tanh(${terms.join(' + ')} + b${name}${j})`);
    }
  };
  layer('h', inputs, width, 'x');
  layer('g', width, width, 'h');
  lines.push(`(${Array.from({ length: width }, (_, i) => `u${i + 1}*g${i + 1}`).join(' + ')} - y)^2`);
  return lines.join('\n');
}

const programs = {
  'lecture formula': 'f(x1, x2) = x1*x2 + sin(x1)',
  'about 60 nodes': network(2, 2),
  'about 300 nodes': network(2, 7),
  'about 2,000 nodes': network(2, 20),
};

const quantile = (list, q) =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))];

const show = (list) => `${quantile(list, 0.5).toFixed(1)} / ${quantile(list, 0.95).toFixed(1)}`;

console.log(
  'program | nodes | open, to the first picture | one step, median / p95 | one slider move, median / p95',
);
for (const [title, program] of Object.entries(programs)) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  // The frame is painted before there is a picture, so the browser's own first paint says too little.
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[data-node]') === null) requestAnimationFrame(look);
      else setTimeout(() => performance.mark('picture'));
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${url}#program=${encodeURIComponent(program)}&mode=reverse&step=0&opened=*:*`);
  await page.locator('[data-node]').first().waitFor({ state: 'attached', timeout: 60_000 });
  await page.waitForTimeout(1500);
  const opened = await page.evaluate(
    () => performance.getEntriesByName('picture')[0]?.startTime ?? Number.NaN,
  );
  const nodes = await page.locator('[data-node]').count();
  const steps = await page.evaluate(async () => {
    const times = [];
    for (let i = 0; i < 60; i++) {
      const start = performance.now();
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'ArrowRight',
          code: 'ArrowRight',
          bubbles: true,
          composed: true,
        }),
      );
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
    }
    return times.slice(10);
  });
  const moves = await page.evaluate(async () => {
    const slider = document.querySelector('input[type=range]:not([aria-label=Step])');
    if (slider === null) return [Number.NaN];
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const times = [];
    for (let i = 0; i < 50; i++) {
      const start = performance.now();
      set.call(slider, String(Number(slider.value) + (i % 2 === 0 ? 1 : -1) * Number(slider.step || 0.1)));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
    }
    return times.slice(10);
  });
  console.log(`${title} | ${nodes} | ${opened.toFixed(0)} | ${show(steps)} | ${show(moves)}`);
  await page.close();
}
await browser.close();
await server.close();
