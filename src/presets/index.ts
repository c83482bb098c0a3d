import { firstPreset, type Preset } from './first.ts';

export type { Preset } from './first.ts';

/** In the order in which a course would meet them; the first is on screen when the page opens. */
export const presets: readonly [Preset, ...Preset[]] = [
  firstPreset,
  {
    id: 'colah',
    title: 'Olah’s calculus on graphs',
    formula: '(a + b)·(b + 1)',
    program: 'c = a + b\nd = b + 1\ne = c*d',
    inputs: { a: 2, b: 1 },
  },
  {
    id: 'baydin',
    title: 'The survey’s example',
    formula: 'ln x₁ + x₁·x₂ − sin x₂',
    program: 'f(x1, x2) = ln(x1) + x1*x2 - sin(x2)',
    inputs: { x1: 2, x2: 5 },
  },
  {
    id: 'gates',
    title: 'Add distributes, multiply swaps',
    formula: '(x + y)·z',
    program: 'q = x + y\nf = q*z',
    inputs: { x: -2, y: 5, z: -4 },
  },
  {
    id: 'line',
    title: 'The smallest graph',
    formula: 'x·y + z',
    program: 'f(x, y, z) = x*y + z',
    inputs: { x: 3, y: -2, z: 7 },
  },
  {
    id: 'shared',
    title: 'Gradients add at a fork',
    formula: '(x·y)·(x·z)',
    program: 'f(x, y, z) = (x*y)*(x*z)',
    // No two numbers of its steps are equal but what must be: both contributions to x̄ are x·y·z.
    inputs: { x: 3, y: 2, z: 5 },
  },
  {
    id: 'route',
    title: 'Max routes the gradient',
    formula: '2·max(x, y) + relu(z)',
    program: 'm = max(x, y)\nf = 2*m + relu(z)',
    inputs: { x: 3, y: -1, z: 4 },
  },
  {
    id: 'chain',
    title: 'A chain that fades',
    formula: 'tanh(w·tanh(w·x))',
    program: 'h = tanh(w*x)\ny = tanh(w*h)',
    inputs: { w: 1.5, x: 0.8 },
  },
  {
    id: 'neuron',
    title: 'A sigmoid neuron',
    formula: 'σ(w₀·x₀ + w₁·x₁ + w₂)',
    program: 'z = w0*x0 + w1*x1 + w2\nf = sigmoid(z)',
    inputs: { w0: 2, x0: -1, w1: -3, x1: -2, w2: -3 },
  },
  {
    id: 'logistic',
    title: 'Logistic loss',
    formula: 'ln(1 + e^(−t·(w·x + b)))',
    program: 's = w*x + b\nL = softplus(-t*s)',
    inputs: { w: 2, x: -1, b: 0.5, t: 1 },
  },
  {
    id: 'square',
    title: 'Squared error of a line',
    formula: '(w·x + b − y)²',
    program: 'p = w*x + b\ne = p - y\nL = e^2',
    inputs: { w: 2, x: 3, b: 1, y: 4 },
  },
  {
    id: 'rosenbrock',
    title: 'Rosenbrock’s valley',
    formula: '(1 − x)² + 100·(y − x²)²',
    program: 'f(x, y) = (1 - x)^2 + 100*(y - x^2)^2',
    inputs: { x: -1, y: 2 },
  },
  {
    id: 'twice',
    title: 'One function, called twice',
    formula: 'neuron(neuron(x))',
    program: 'neuron(a, w, b) = sigmoid(w*a + b)\nh = neuron(x, w1, b1)\ny = neuron(h, w2, b2)',
    inputs: { x: 1, w1: 2, b1: -1, w2: -3, b2: 2 },
  },
  {
    id: 'homework',
    title: 'The homework function',
    formula: 'σ(ln(5·(max(x₁,x₂)·x₃/x₄ − (x₅+x₆))) + ½)',
    program: 'd = max(x1, x2)*x3/x4 - (x5 + x6)\nf = sigmoid(log(5*d) + 1/2)',
    inputs: { x1: 3, x2: 2, x3: 4, x4: 6, x5: 0.5, x6: 1 },
  },
  {
    id: 'network',
    title: 'A network learns one example',
    formula: '½·(t − v·tanh(W·x))²',
    program:
      'h1 = tanh(w11*x1 + w12*x2 + b1)\nh2 = tanh(w21*x1 + w22*x2 + b2)\ny = v1*h1 + v2*h2 + c\nL = (y - t)^2 / 2',
    inputs: {
      x1: 1,
      x2: -1,
      w11: 0.5,
      w12: -0.3,
      b1: 0.1,
      w21: -0.4,
      w22: 0.2,
      b2: 0.2,
      v1: 1.2,
      v2: -0.7,
      c: 0.3,
      t: 1,
    },
  },
  {
    id: 'layer',
    title: 'One layer of a network',
    formula: 'Σ (relu(W x + b) − z)²',
    program:
      'W = [[1, -1], [0.5, 2], [-1.5, 0.5]]\nx = [2, 1]\nb = [0.5, -1, 1]\nz = [1, 2.5, 0.5]\n' +
      'h = relu(W @ x + b)\nL = sum((h - z)^2)',
    inputs: {},
  },
  {
    id: 'softmax',
    title: 'Softmax and cross entropy',
    formula: '−Σ y·ln softmax(z)',
    program: 'z = [1, 2, 0.5]\ny = [0, 1, 0]\np = softmax(z)\nL = -sum(y*log(p))',
    inputs: {},
  },
  {
    id: 'jacobian',
    title: 'A whole Jacobian',
    formula: 'tanh(W x)',
    program: 'W = [[1, 2, -1], [0.5, 0, 3]]\nx = [1, -1, 2]\ny = tanh(W @ x/4)',
    inputs: {},
  },
  {
    id: 'batch',
    title: 'A batch, a bias for all of it',
    formula: 'mean (X wᵀ + b − y)²',
    program:
      'X = [[1, 2], [0, -1], [3, 1]]\nW = [[0.5, -1], [1, 0.25]]\nb = [0.1, -0.2]\n' +
      'Y = [[0, 1], [1, 0], [0.5, 0.5]]\nL = mse(X @ W.T + b, Y)',
    inputs: {},
  },
  {
    id: 'two-layer',
    title: 'The twenty-line network',
    formula: 'Σ (σ(x w₁) w₂ − y)²',
    program:
      'x = [[1, 0, -1], [0.5, 1, 0], [-1, 0.5, 0.5], [0, -1, 1]]\ny = [[1, 0], [0, 1], [1, 1], [0, 0]]\n' +
      'w1 in R^(3x2) ~ normal(0, 0.5)\nw2 in R^(2x2) ~ normal(0, 0.5)\n' +
      'h = 1/(1 + exp(-(x @ w1)))\ny_pred = h @ w2\nloss = sum((y_pred - y)^2)',
    inputs: {},
  },
];
