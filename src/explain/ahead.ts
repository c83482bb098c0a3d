import type { Step } from '../autodiff/step.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { type Context, mathExpr, noticeAt, opNode, textExpr, withNumbers } from './context.ts';
import type { Explanation, MathPiece, Piece } from './explanation.ts';
import { appliedExpr, localExpr } from './local.ts';
import {
  formula,
  latexOf,
  math,
  mathFactor,
  mathNumber,
  nameOf,
  number,
  outcome,
  outcomeFormula,
  partialName,
  partialSymbol,
  plain,
  quantityWord,
  symbol,
  textFactor,
  words,
} from './notation.ts';

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** A leaf takes its value, and in forward mode its seed. */
export function explainInput(here: Context, { node, value, tangent }: Of<'input'>): Explanation {
  const sentence = [
    nameOf(here, node),
    words(' is an input: it takes the value '),
    number(value, 'value'),
    words('.'),
  ];
  const mathPieces = [symbol(here, node, 'value'), math('='), mathNumber(value, 'value')];
  const name = nameOf(here, node).text;
  let text = `${name} = ${briefValue(value)}`;
  if (here.trace.mode === 'forward' && tangent !== null) {
    sentence.push(words(' Its tangent is the seed: '), nameOf(here, node, 'tangent'), words(' = '));
    sentence.push(number(tangent, 'tangent'));
    sentence.push(
      words(tangent === 0 ? ', so it stands still.' : ', so we ask how everything moves with it.'),
    );
    mathPieces.push(
      math(',\\quad'),
      symbol(here, node, 'tangent'),
      math('='),
      mathNumber(tangent, 'tangent'),
    );
    text += `, ${nameOf(here, node, 'tangent').text} = ${briefValue(tangent)}`;
  }
  return assemble({
    sentence,
    rule: 'an input is given',
    symbols: formula([], ''),
    numbers: formula([], ''),
    result: formula(mathPieces, text),
    title: `inputs · ${name}`,
  });
}

/** A node's value from its operands' values. */
export function explainEvaluate(here: Context, step: Of<'evaluate'>): Explanation {
  const { graph } = here;
  const node = opNode(here, step.node);
  const expr = appliedExpr(graph, node);
  const filled = withNumbers(here, node);
  const name = nameOf(here, node.id);
  const names = uniqueOperands(node).map((id) => nameOf(here, id));
  const sentence = [
    ...listed(names),
    words(names.length === 1 ? ' is known, so ' : ' are known, so '),
    name,
    words(` = ${textExpr(expr)} can be computed.`),
  ];
  return assemble({
    sentence,
    rule: `evaluate ${node.op.symbol}`,
    symbols: formula(
      [symbol(here, node.id, 'value'), math('='), mathExpr(expr)],
      `${name.text} = ${textExpr(expr)}`,
    ),
    numbers: formula([math('='), { latex: filled.latex, quantity: 'value' }], `= ${filled.text}`),
    result: outcomeFormula(step.value, 'value'),
    notice: noticeAt(here, node, 'value'),
    callout: {
      caption: quantityWord('value', here.style),
      pieces: [words(`${filled.text.replaceAll('·', '×')} = `), outcome(step.value, 'value')],
    },
    title: `forward · ${node.op.symbol} ${name.text}`,
  });
}

/** Forward mode: Σ ∂v/∂u · u̇ over the operands that move. */
export function explainTangent(here: Context, step: Of<'tangent'>): Explanation {
  const { graph, values } = here;
  const node = opNode(here, step.node);
  const dotted = nameOf(here, node.id, 'tangent');
  const symbols: MathPiece[] = [symbol(here, node.id, 'tangent'), math('=')];
  const numbers: MathPiece[] = [math('=')];
  const callout: Piece[] = [];
  const symbolText: string[] = [];
  const numberText: string[] = [];
  step.terms.forEach((term, i) => {
    const local = localExpr(graph, node, values, term.slot);
    const plus = i === 0 ? [] : [math('+')];
    symbols.push(
      ...plus,
      partialSymbol(here, node.id, term.operand),
      math('\\cdot'),
      symbol(here, term.operand, 'tangent'),
    );
    numbers.push(
      ...plus,
      mathFactor(term.local ?? Number.NaN, 'value'),
      math('\\cdot'),
      mathFactor(term.tangent, 'tangent'),
    );
    callout.push(words(i === 0 ? '' : ' + '), {
      ...number(term.local ?? Number.NaN, 'value'),
      text: textFactor(term.local ?? Number.NaN),
    });
    callout.push(words(' × '), { ...number(term.tangent, 'tangent'), text: textFactor(term.tangent) });
    symbolText.push(`${looseText(textExpr(local))}·${nameOf(here, term.operand, 'tangent').text}`);
    numberText.push(`${textFactor(term.local ?? Number.NaN)}·${textFactor(term.tangent)}`);
  });
  callout.push(words(' = '), outcome(step.tangent, 'tangent'));
  const operands = step.terms.map((term) => nameOf(here, term.operand, 'tangent'));
  const sentence = [
    words(`${capital(node.op.rule)}. `),
    dotted,
    words(
      step.terms.length === 1
        ? ' is the local derivative times '
        : ' adds, for each operand, the local derivative times its tangent: ',
    ),
    ...(step.terms.length === 1 ? [...operands, words('.')] : [...listed(operands), words('.')]),
  ];
  return assemble({
    sentence,
    rule: node.op.rule,
    symbols: formula(symbols, `${dotted.text} = ${symbolText.join(' + ')}`),
    numbers: formula(numbers, `= ${numberText.join(' + ')}`),
    result: outcomeFormula(step.tangent, 'tangent'),
    notice: noticeAt(here, node, 'derivative'),
    callout: { caption: 'local × tangent', pieces: callout },
    title: `forward · tangent of ${nameOf(here, node.id).text}`,
  });
}

/** The output's adjoint becomes the seed. */
export function explainSeed(here: Context, { node, adjoint }: Of<'seed'>): Explanation {
  const name = nameOf(here, node, 'adjoint');
  const isUnit = adjoint === 1;
  const sentence = [
    // Where the seed is asked for, nothing says whether it is 1.
    {
      ...words(
        isUnit
          ? `The backward pass starts at the output. ${ARTICLES[here.style]} ${quantityWord('adjoint', here.style)} says how fast the output moves with a node: `
          : 'The backward pass starts at the output: ',
      ),
      veil: 'The backward pass starts at the output: ',
    },
    name,
    words(' = '),
    outcome(adjoint, 'adjoint'),
    ...whyStart(here, node, adjoint).map((piece, i) => ({ ...piece, veil: i === 0 ? '.' : '' })),
  ];
  return assemble({
    sentence,
    rule: 'seed',
    // ∂f/∂f is 1, and no other seed.
    symbols:
      here.style === 'bar' && isUnit
        ? {
            math: [
              symbol(here, node, 'adjoint'),
              { ...math('='), veil: '' },
              { ...partialSymbol(here, node, node), veil: '' },
            ],
            text: `${name.text} = ${partialName(here, node, node)}`,
            veil: name.text,
          }
        : formula([symbol(here, node, 'adjoint')], name.text),
    numbers: formula([], ''),
    result: outcomeFormula(adjoint, 'adjoint'),
    title: `backward · seed ${nameOf(here, node).text}`,
  });
}

const ARTICLES = { bar: 'An', leibniz: 'An', d: 'An', grad: 'A' } as const;

/** Where a seed comes from, and of what the adjoints are then the derivatives. */
function whyStart(here: Context, node: NodeId, seed: Value): readonly Piece[] {
  const output = nameOf(here, node);
  if (seed === 1) return [words(', because the output moves one for one with itself.')];
  // `∂f/∂f = 3` is true of no derivative, so it is said what the sign stands for.
  if (typeof seed === 'number' && here.style === 'leibniz')
    return [
      words(`, the seed that was chosen: each ∂${output.text}/∂… shown is `),
      number(seed, 'adjoint'),
      words(' times that derivative.'),
    ];
  if (typeof seed === 'number')
    return [
      words(', the seed that was chosen, so each adjoint is '),
      number(seed, 'adjoint'),
      words(' times the derivative of '),
      output,
      words('.'),
    ];
  return [
    words(
      seed.data.every((x) => x === 1)
        ? ', 1 for every entry: the sweep differentiates their sum.'
        : ', the seed that was chosen: the sweep differentiates the sum of the entries, each times its seed.',
    ),
  ];
}

type Parts = Pick<Explanation, 'sentence' | 'rule' | 'symbols' | 'numbers' | 'result' | 'title'> &
  Partial<Pick<Explanation, 'notice' | 'callout' | 'shapes'>>;

/** Completes an explanation with what follows from its parts. */
export function assemble(parts: Parts): Explanation {
  const { sentence, symbols, numbers, result } = parts;
  const lines = [symbols, numbers, result].filter((line) => line.text !== '');
  const text = [plain(sentence), lines.map((line) => line.text).join(' ')].filter((s) => s !== '').join(' ');
  const latex = lines
    .map((line) => latexOf(line.math))
    .reduce(
      (all, line) => (line.startsWith('=') || all === '' ? `${all} ${line}` : `${all} ,\\quad ${line}`),
      '',
    )
    .trim();
  return { notice: null, callout: null, ...parts, text, latex };
}

const uniqueOperands = (node: OpNode): readonly NodeId[] => [...new Set(node.operands)];

/** `a`, `a and b`, `a, b and c`; a long list is cut short. */
export function listed(names: readonly Piece[]): Piece[] {
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  const pieces = shown.flatMap((name, i) => {
    const last = i === names.length - 1;
    return i === 0 ? [name] : [words(last ? ' and ' : ', '), name];
  });
  return shown.length < names.length
    ? [...pieces, words(` and ${names.length - shown.length} more`)]
    : pieces;
}

/** What is more than a name, a number or a call stands in parentheses. */
export const looseText = (text: string): string =>
  /^[\p{L}\p{M}\p{Nd}₀-₉_.]+(?:\([^()]*\))?$/u.test(text) ? text : `(${text})`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
