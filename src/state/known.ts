import type { Frame } from '../autodiff/frame.ts';
import type { Mode } from '../autodiff/step.ts';
import type { Value } from '../base/value.ts';
import type { Graph } from '../graph/graph.ts';
import { nodeNamed } from '../graph/named.ts';

/** What the names in an answer's formula stand for; a map of values is one. Names come as programs keep them. */
export interface Known {
  get(name: string): Value | undefined;
}

/** How an adjoint or a tangent is typed: `v1_bar`, `dv1`, `v1_grad`, and as it is written, `v̄1`. */
const SPELLINGS: readonly (readonly [form: RegExp, quantity: 'tangent' | 'adjoint' | 'either'])[] = [
  [/^(.+)_(?:bar|grad|adjoint)$/su, 'adjoint'],
  [/^(.+)_(?:dot|tangent)$/su, 'tangent'],
  [/^d_?(.+)$/su, 'either'],
];
const MARKS = [
  [/[\u0304\u0305]/gu, 'adjoint'],
  [/\u0307/gu, 'tangent'],
] as const;

/**
 * The numbers that are on screen, by the names under which a formula may use them. A node of the program goes before
 * what its name could mean else: where there is a node `dx`, that is what `dx` means.
 */
export function knownIn(graph: Graph, { entries }: Pick<Frame, 'entries'>, mode: Mode): Known {
  const derivative = mode === 'forward' ? 'tangent' : 'adjoint';
  const get = (name: string, quantity: 'value' | 'tangent' | 'adjoint'): Value | undefined => {
    const id = nodeNamed(graph, name);
    return id === undefined ? undefined : (entries[id]?.[quantity] ?? undefined);
  };
  return {
    get(name) {
      if (nodeNamed(graph, name) !== undefined) return get(name, 'value');
      const apart = name.normalize('NFD');
      for (const [mark, quantity] of MARKS) {
        const base = apart.replaceAll(mark, '').normalize('NFC');
        if (base !== name && nodeNamed(graph, base) !== undefined) return get(base, quantity);
      }
      for (const [form, quantity] of SPELLINGS) {
        const [, base] = form.exec(name) ?? [];
        if (base !== undefined && nodeNamed(graph, base) !== undefined)
          return get(base, quantity === 'either' ? derivative : quantity);
      }
      return undefined;
    },
  };
}
