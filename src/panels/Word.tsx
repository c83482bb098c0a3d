import type { Piece } from '../explain/explanation.ts';
import { useHover } from './pointing.ts';
import { useShown } from './session.tsx';

/** A name lights its node while it is pointed at. */
export function Word({ piece }: { readonly piece: Piece }) {
  const name = useShown((derive, state) =>
    piece.node === null ? null : (derive.graph(state)?.nodes[piece.node]?.name ?? null),
  );
  const pointing = useHover(name);
  const colour = piece.quantity ?? '';
  if (piece.style === 'strong') return <strong className={colour}>{piece.text}</strong>;
  if (piece.style === 'plain')
    return colour === '' ? piece.text : <span className={`${colour} figure`}>{piece.text}</span>;
  return (
    <em className={`math ${colour}`} {...pointing}>
      {piece.text}
    </em>
  );
}
