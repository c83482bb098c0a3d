import { random } from '../base/random.ts';
import { pack } from './pack.ts';
import { first } from './state.ts';
import { toJson } from './versions.ts';

/** What somebody might put after `#` who wishes the page ill, or whose mail program broke the link. */
export interface HostileLink {
  readonly kind: string;
  /** Without its `#`. */
  readonly fragment: string;
}

/** As many hostile fragments as asked for, of every kind in turn; the same ones each time. */
export async function hostileLinks(count: number): Promise<readonly HostileLink[]> {
  const chance = random(count);
  const whole = [
    `s=${await pack(JSON.stringify(toJson(first)))}`,
    'program=f(x1,%20x2)%20=%20x1*x2%20%2B%20sin(x1)&inputs=x1:2,x2:5&mode=forward&seed=x2&step=3&view=paths&folded=n:h',
  ];
  const fixed = await fixedLinks();
  const made: HostileLink[] = [];
  for (let i = 0; made.length < count; i++) {
    const good = pick(whole, chance);
    const kind = KINDS[i % KINDS.length] as Kind;
    if (i < fixed.length) made.push(fixed[i] as HostileLink);
    else if (kind === 'wrong types') made.push({ kind, fragment: await packedJson(wrongTypes(chance)) });
    else made.push({ kind, fragment: BROKEN[kind](good, chance) });
  }
  return made.slice(0, count);
}

const KINDS = [
  'random bytes',
  'truncated',
  'bit-flipped',
  'shuffled fields',
  'wrong types',
  'lone surrogates',
] as const;
type Kind = (typeof KINDS)[number];
type Chance = () => number;

const below = (n: number, chance: Chance): number => Math.floor(chance() * n);
const pick = <T>(list: readonly T[], chance: Chance): T => list[below(list.length, chance)] as T;
const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);

const BROKEN: Readonly<Record<Exclude<Kind, 'wrong types'>, (good: string, chance: Chance) => string>> = {
  'random bytes': (_, chance) =>
    pick(['', 's=', 'program=', 'program=x&inputs=', 'program=x&seed='], chance) +
    times(1 + below(200, chance), () => String.fromCharCode(below(256, chance))).join(''),
  truncated: (good, chance) => good.slice(0, below(good.length, chance)),
  'bit-flipped': (good, chance) => {
    const at = below(good.length, chance);
    const flipped = String.fromCharCode(good.charCodeAt(at) ^ (1 << below(7, chance)));
    return good.slice(0, at) + flipped + good.slice(at + 1);
  },
  'shuffled fields': (_, chance) =>
    times(1 + below(9, chance), () => `${pick(NAMES, chance)}=${pick(VALUES, chance)}`).join('&'),
  'lone surrogates': (_, chance) =>
    `program=${times(1 + below(20, chance), () => pick(['\ud800', '\udfff', 'x', '+', '\u202e', '\u0000', '\uffff'], chance)).join('')}`,
};

const NAMES = [
  ...['program', 'inputs', 'mode', 'seed', 'step', 'granularity', 'notation', 'derivatives', 'view', 'node'],
  ...[
    'folded',
    'opened',
    'ahead',
    'back',
    'paths.by',
    'jacobian.now',
    '__proto__',
    'constructor',
    'a.b',
    '%00',
    '',
  ],
];
const VALUES = [
  ...[
    'x*y',
    'x',
    '',
    '-1',
    '3',
    '1e308',
    '1e999',
    '9007199254740993',
    '0x10',
    'NaN',
    'null',
    '__proto__',
    '%',
  ],
  ...[
    'x:1,y:2',
    'x:[1,2',
    'x:[[1],[2,3]]',
    '__proto__:1',
    'toString',
    'reverse',
    'micro',
    'on',
    '%ff',
    '%F0%9F%98%80',
  ],
  ...[
    'v1',
    'v1,v1,v1',
    'n:h',
    ':::',
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '[]',
    '[[[[[[]]]]]]',
  ],
];

const packedJson = async (given: unknown): Promise<string> => `s=${await pack(JSON.stringify(given))}`;

function wrongTypes(chance: Chance): unknown {
  const wrong = [
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    '',
    'x',
    [],
    [[]],
    {},
    [['x', {}]],
    [['__proto__', 1]],
    { x: 1 },
  ];
  const fields = Object.entries(toJson(first) as object).map(([name, value]) => [
    name,
    chance() < 0.3 ? pick(wrong, chance) : value,
  ]);
  return Object.fromEntries([...fields, [pick(NAMES, chance), pick(wrong, chance)]]);
}

const MiB = 1024 * 1024;
const state = (changes: object): object => ({ ...(toJson(first) as object), ...changes });
const raw = async (json: string): Promise<string> => `s=${await pack(json)}`;

/** The ones that have a reason each. */
async function fixedLinks(): Promise<readonly HostileLink[]> {
  const packed: readonly (readonly [kind: string, json: string])[] = [
    ['decompression bomb', '0'.repeat(6 * MiB)],
    ['decompression bomb of a program', JSON.stringify(state({ program: 'x'.repeat(4 * MiB) }))],
    ['decompression bomb of spaces', JSON.stringify(state({ program: ' '.repeat(4 * MiB) }))],
    ['largest program of spaces', JSON.stringify(state({ program: `x${' '.repeat(MiB - 4)}` }))],
    ['largest program of names', JSON.stringify(state({ program: 'x'.repeat(MiB - 4) }))],
    ['largest program of sums', JSON.stringify(state({ program: `x${'+x'.repeat(MiB / 2 - 4)}` }))],
    ['largest program of errors', JSON.stringify(state({ program: '2x '.repeat(MiB / 3 - 4) }))],
    ['largest program of lines', JSON.stringify(state({ program: ';\n'.repeat(MiB / 2 - 4) }))],
    ['largest program of brackets', JSON.stringify(state({ program: '['.repeat(MiB - 4) }))],
    ['future version', JSON.stringify(state({ version: 2 }))],
    ['far future version', JSON.stringify(state({ version: 1e300 }))],
    ['no version', JSON.stringify({ program: 'x' })],
    [
      '__proto__ as an object',
      '{"__proto__":{"version":1,"program":"x","polluted":1},"constructor":{"prototype":{}}}',
    ],
    ['__proto__ as a field', `{"__proto__":{"polluted":1},${JSON.stringify(toJson(first)).slice(1)}`],
    ['deep arrays', '['.repeat(400_000)],
    ['deep arrays that end', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
    [
      'deep inputs',
      JSON.stringify(state({ inputs: 'here' })).replace(
        '"here"',
        `[["x",${'['.repeat(9000)}1${']'.repeat(9000)}]]`,
      ),
    ],
    [
      'deep seed',
      JSON.stringify(state({ seed: 'here' })).replace('"here"', `${'['.repeat(9000)}1${']'.repeat(9000)}`),
    ],
    ['many inputs', JSON.stringify(state({ inputs: times(60_000, () => ['x', 1]) }))],
    [
      'many different inputs',
      JSON.stringify(state({ inputs: Array.from({ length: 30_000 }, (_, i) => [`a${i}`, i]) })).slice(
        0,
        900_000,
      ),
    ],
    ['many folds', JSON.stringify(state({ folded: 'f:x,'.repeat(200_000) }))],
    [
      'an order of many',
      JSON.stringify(state({ ahead: 'v1,'.repeat(200_000), back: 'v2,'.repeat(100_000) })),
    ],
    ['huge step', JSON.stringify(state({ step: Number.MAX_SAFE_INTEGER }))],
    ['deep parentheses', JSON.stringify(state({ program: `${'('.repeat(100_000)}x${')'.repeat(100_000)}` }))],
    ['deep signs', JSON.stringify(state({ program: `${'-'.repeat(100_000)}x` }))],
    ['lone surrogate in packed text', '{"version":1,"program":"\\ud800x","inputs":[["\\udfff",1]]}'],
    ['huge literal', JSON.stringify(state({ program: `x = [${'1,'.repeat(200_000)}1]; sum(x)` }))],
  ];
  const readable: readonly (readonly [kind: string, fragment: string])[] = [
    ['nothing', ''],
    ['only marks', '&&&===&&&'],
    ['astronomic vector', 'program=x in R^(1000000000)'],
    ['astronomic vector in another notation', 'program=x in R^(1e9)'],
    ['astronomic matrix', 'program=x in R^(1000000000x1000000000)%0Asum(x)'],
    ['astronomic tensor', `program=x in R^(${'9x'.repeat(400)}9)`],
    ['astronomic dimension', `program=x in R^(${'9'.repeat(4000)})`],
    ['heavy product', 'program=A in R^(2000x2000) ~ normal(0,1)%0Asum(A@A@A@A)'],
    ['heavy store', `program=A in R^(2000x2000)%0Asum(A${'%2BA'.repeat(400)})`],
    ['heavy layers', `program=${'-'.repeat(50_000)}x`],
    ['heavy functions', `program=${doubling(14)}%0Af14(x)%2Bf14(y)&opened=f14:v1`],
    ['astronomic outer product', 'program=x in R^2000000%0Aouter(x,x)'],
    ['astronomic power', `program=x${'^9'.repeat(800)}`],
    ['astronomic exponent', 'program=x^1e308^1e308&inputs=x:1e308'],
    ['astronomic index', 'program=x in R^3%0Ax[99999999999999999999]'],
    ['doubling functions', `program=${doubling(40)}%0Af40(x)`],
    ['a function that calls itself', 'program=f(x)=f(x)%0Af(1)'],
    ['a long name', `program=${'x'.repeat(100_000)}`],
    ['a long fragment', `program=${'x%2B'.repeat(100_000)}x`],
    ['many fields', 'a.b=1&'.repeat(100_000)],
    ['many choices', `program=x&${Array.from({ length: 20_000 }, (_, i) => `${letters(i)}.b=1`).join('&')}`],
    ['__proto__ as a choice', 'program=x&__proto__.polluted=1&constructor.prototype=1'],
    ['__proto__ as an input', 'program=__proto__*constructor&inputs=__proto__:1,constructor:2'],
    ['__proto__ as a node', 'program=x&node=__proto__&view=constructor&folded=__proto__:x'],
    ['a view of another kind', 'program=x*y&view=toString'],
    ['script', 'program=<script>alert(1)</script>&view=list'],
    ['text against the grain', 'program=\u202ex%2B\u2066y'],
    ['deep input', `program=x&inputs=x:${'['.repeat(20_000)}1${']'.repeat(20_000)}`],
    ['deep seed, readable', `program=x&seed=${'['.repeat(20_000)}`],
    ['not base64', 's=%%%'],
    ['empty pack', 's='],
    ['two packs', 's=AAAA&s=BBBB'],
  ];
  return [
    ...(await Promise.all(packed.map(async ([kind, json]) => ({ kind, fragment: await raw(json) })))),
    ...readable.map(([kind, fragment]) => ({ kind, fragment })),
  ];
}

/** Functions of which each calls the one before it twice, down to `f0(x) = x`. */
const doubling = (n: number): string =>
  ['f0(x)=x', ...Array.from({ length: n }, (_, i) => `f${i + 1}(x)=f${i}(x)%2Bf${i}(x)`)].join('%0A');

/** 0, 1, 2 … as a, b, … z, ba, bb …: choices have names of letters. */
const letters = (n: number): string =>
  n.toString(26).replaceAll(/./gu, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
