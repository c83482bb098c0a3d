import type { Draft } from './draft.ts';
import { type Unread, unread } from './expression.ts';
import type { Libraries } from './libraries.ts';
import { isUnread, type Meaning, nameExpr, type Value, valueFor } from './meaning.ts';
import type { Notes } from './note.ts';
import type { Scope } from './scope.ts';
import type { Names } from './translate.ts';

/** What is asked to look something up. */
interface Surroundings extends Pick<Names, 'usesTorch' | 'apply' | 'matrixOnly'> {
  readonly text: string;
  readonly scope: Scope;
  readonly draft: Draft;
  readonly notes: Notes;
  readonly libraries: Libraries;
}

/** Looks up what a meaning stands for where the reader is. */
export function lookups({
  text,
  usesTorch,
  scope,
  draft,
  notes,
  libraries,
  apply,
  matrixOnly,
}: Surroundings): Names {
  const resolve = (meaning: Meaning): Meaning =>
    meaning.kind === 'name' ? (scope.meaningOf(meaning.name) ?? meaning) : meaning;
  const value = (meaning: Meaning): Value | Unread => {
    switch (meaning.kind) {
      case 'unread':
      case 'value':
        return meaning;
      case 'name':
        if (libraries.find(meaning.name) !== null && scope.peek(meaning.name) === null) {
          return unread(meaning, `${meaning.name} is a library, or out of one`);
        }
        return scope.named(meaning.name, meaning);
      case 'list': {
        const items = meaning.items.map(value);
        const wrong = items.find(isUnread);
        if (wrong !== undefined) return wrong;
        if (items.length === 0) return unread(meaning, 'an array has at least one entry');
        const { from, to } = meaning;
        return valueFor(
          { kind: 'array', items: items.map((item) => (item as Value).expr), from, to },
          meaning,
          null,
          true,
        );
      }
      case 'drawn': {
        if (scope.current.inline) scope.current.mustExpand = true;
        const name = scope.current.inline ? 'drawn' : scope.declare('drawn', meaning, meaning, meaning);
        return valueFor(nameExpr(name, meaning), meaning);
      }
      case 'compare':
        return unread(meaning, 'there are no comparisons; step(x) is 1 where x ≥ 0 and 0 elsewhere');
      case 'word':
        return unread(meaning, `${meaning.word.length > 20 ? 'this' : meaning.word} is no number`);
      case 'method':
        return unread(meaning.at, `.${meaning.name} is not understood`);
      case 'library':
        return unread(meaning, `${text.slice(meaning.from, meaning.to)} is not a number`);
      default:
        return unread(meaning, 'this is no formula');
    }
  };
  const known = (meaning: Meaning): number | null => {
    const found = resolve(meaning);
    if (found.kind !== 'value' || found.known === null) return null;
    if (meaning.kind === 'name') {
      const own = scope.find(meaning.name)?.name;
      if (own != null) draft.sizes.add(own);
    } else noteSizes(found, draft.sizes);
    return found.known;
  };
  return {
    usesTorch,
    resolve,
    value,
    known,
    shapeOf: (meaning) => shapeOf(resolve(meaning)),
    library: (name) => libraries.find(name),
    bound: (name) => scope.meaningOf(name),
    apply,
    passedOver: (span, message) => notes.say('changed', span, message),
    matrixOnly,
  };
}

/** Names inside a number that has been used: 2*N. */
function noteSizes({ expr }: Value, sizes: Set<string>): void {
  const parts = [expr];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part.kind === 'name') sizes.add(part.name);
    if (part.kind === 'binary') parts.push(part.left, part.right);
    if (part.kind === 'unary') parts.push(part.operand);
    if (part.kind === 'call') parts.push(...part.args.map((arg) => arg.value));
  }
}

/** The shape of what is written out. */
function shapeOf(meaning: Meaning): readonly number[] | null {
  if (meaning.kind === 'drawn') return meaning.shape;
  const shape: number[] = [];
  if (meaning.kind === 'value') {
    for (let at = meaning.expr; at.kind === 'array'; at = at.items[0] as typeof at)
      shape.push(at.items.length);
  }
  for (let at: Meaning | undefined = meaning; at?.kind === 'list'; at = at.items[0])
    shape.push(at.items.length);
  return shape.length === 0 ? null : shape;
}
