import bar from '../styles/bar.css?inline';
import graph from '../styles/graph.css?inline';
import tokens from '../styles/tokens.css?inline';
import own from './element.css?inline';

const made = new WeakMap<Document, readonly CSSStyleSheet[]>();

/**
 * The styles of every element in a document: the page's own of the picture and the bar, and what stands around them here. As adopted
 * sheets they are parsed once, and a policy that forbids style elements has nothing against them.
 */
export function sheetsOf(owner: Document): readonly CSSStyleSheet[] {
  const known = made.get(owner);
  if (known !== undefined) return known;
  const Sheet = owner.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  const sheets = [tokens, graph, bar, own].map((text) => {
    const sheet = new Sheet();
    sheet.replaceSync(text);
    return sheet;
  });
  made.set(owner, sheets);
  return sheets;
}
