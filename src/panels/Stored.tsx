import type { ReactNode } from 'react';

/**
 * A value that a backward step finds kept: in a box, as in the picture, with a drum, as drawings of computers have it,
 * and words.
 */
export function Stored({ children }: { readonly children: ReactNode }) {
  return (
    <span className="kept" title="Read from store: the local derivative depends on it">
      {children}
      <span className="unseen">, read from store</span>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <path d="M2 3.5v7c0 1.1 2.2 2 5 2s5-.9 5-2v-7M2 3.5c0 1.1 2.2 2 5 2s5-.9 5-2-2.2-2-5-2-5 .9-5 2zM2 7c0 1.1 2.2 2 5 2s5-.9 5-2" />
      </svg>
    </span>
  );
}
