/** The sign of a value that a backward step finds kept: a drum, as drawings of computers have it, and words. */
export function Stored() {
  return (
    <span className="stored" title="Read from store: the local derivative depends on it">
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <path d="M2 3.5v7c0 1.1 2.2 2 5 2s5-.9 5-2v-7M2 3.5c0 1.1 2.2 2 5 2s5-.9 5-2-2.2-2-5-2-5 .9-5 2zM2 7c0 1.1 2.2 2 5 2s5-.9 5-2" />
      </svg>
      <span className="unseen"> read from store</span>
    </span>
  );
}
