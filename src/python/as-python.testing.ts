import { compile } from '../graph/compile.ts';
import type { Expr, Statement } from '../language/syntax.ts';
import { fold } from '../language/walk.ts';

const NUMPY = new Map([
  ['max', 'np.maximum'],
  ['norm', 'np.linalg.norm'],
  ['concat', 'np.concatenate'],
  ['mse', 'F.mse_loss'],
  ['gelu', 'F.gelu'],
  ['logsumexp', 'torch.logsumexp'],
]);
const BARE = new Set(['sigmoid', 'softplus', 'swish', 'softmax', 'log_softmax', 'erf']);

/** A program as lines of Python, with all parentheses, for texts whose program is known. */
export function asPython(program: string): string {
  const { statements } = compile(program).program;
  const functions = new Set(statements.flatMap((s) => (s.kind === 'function' ? [s.target.name] : [])));
  return statements.map((statement) => lineOf(statement, functions)).join('\n');
}

function lineOf(statement: Statement, functions: ReadonlySet<string>): string {
  switch (statement.kind) {
    case 'bind':
      return `${statement.target.name} = ${exprOf(statement.value, functions)}`;
    case 'output':
      return exprOf(statement.value, functions);
    case 'function': {
      const params = statement.params.map(({ name }) => name).join(', ');
      return `def ${statement.target.name}(${params}):\n    return ${exprOf(statement.body, functions)}`;
    }
    case 'declare':
      throw new Error('declarations are not printed');
  }
}

const exprOf = (root: Expr, functions: ReadonlySet<string>): string => {
  const isLiteral = (expr: Expr): boolean => expr.kind === 'array';
  return fold<string>(root, (expr, parts) => {
    switch (expr.kind) {
      case 'number':
        return expr.text;
      case 'name':
        return expr.name;
      case 'hole':
        throw new Error('a hole is no Python');
      case 'call': {
        const args = parts.map((part, i) => {
          const keyword = expr.args[i]?.keyword ?? null;
          return keyword === null ? part : `${keyword}=${part}`;
        });
        if (expr.callee === 'concat') return `np.concatenate((${args.join(', ')}))`;
        if (expr.callee === 'logsumexp' && args.length === 1) return `np.log(np.sum(np.exp(${args[0]})))`;
        if (expr.callee === 'cross_entropy') return `(-np.sum(${args[1]} * log_softmax(${args[0]})))`;
        const isOwn = functions.has(expr.callee) || BARE.has(expr.callee);
        return `${isOwn ? expr.callee : (NUMPY.get(expr.callee) ?? `np.${expr.callee}`)}(${args.join(', ')})`;
      }
      case 'array':
        return isLiteral(root) && expr === root ? `np.array([${parts.join(', ')}])` : `[${parts.join(', ')}]`;
      case 'index':
        return `${parts[0]}[${parts.slice(1).join(', ')}]`;
      case 'transpose':
        return `${parts[0]}.T`;
      case 'unary':
        return `(${expr.operator}${parts[0]})`;
      case 'binary':
        return `(${parts[0]} ${expr.operator === '^' ? '**' : expr.operator} ${parts[1]})`;
    }
  });
};
