// What a course page does with its graphs: move them, listen to them, change their numbers.
const find = (id) => document.getElementById(id);

// Words move the graph. `wengert-step` tells of every step, whoever took it.
const walk = find('walk');
const moves = [...document.querySelectorAll('button[data-graph]')];
for (const button of moves) {
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => find(button.dataset.graph).goTo(Number(button.dataset.step)));
}
walk.addEventListener('wengert-step', ({ detail }) => {
  find('said').textContent = `Step ${detail.step} of ${detail.count}. ${detail.text}`;
  for (const button of moves)
    button.setAttribute('aria-pressed', String(Number(button.dataset.step) === detail.step));
});

// The graph asks; the page keeps the score.
let asked = 0;
let right = 0;
find('quiz').addEventListener('wengert-answer', ({ detail }) => {
  asked += 1;
  if (detail.isCorrect) right += 1;
  find('score').textContent =
    `${detail.isCorrect ? 'Right' : 'Not yet'}: ${right} of ${asked} answers were right.`;
});

// The page computes; the graph shows. L = (w x + b − t)², so dL/dw = 2 e x and dL/db = 2 e.
const loss = find('loss');
const x = 1.5;
const t = 1;
const rate = 0.1;
let w = 2;
let b = 0.5;
const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
function show() {
  loss.inputs = { w, x, b, t };
  const error = w * x + b - t;
  find('descent').textContent =
    `w = ${format.format(w)}, b = ${format.format(b)}, L = ${format.format(error ** 2)}`;
}
find('descend').addEventListener('click', () => {
  const error = w * x + b - t;
  w -= rate * 2 * error * x;
  b -= rate * 2 * error;
  show();
});
find('again').addEventListener('click', () => {
  w = 2;
  b = 0.5;
  show();
});
