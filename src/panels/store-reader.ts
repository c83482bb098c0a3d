import { useEffect } from 'react';
import { loadStoreReader } from '../state/stored.ts';
import { useVerbs } from './session.tsx';

/** For a view beside which the picture marks what a backward step reads from store. */
export function useStoreReader(): void {
  const verbs = useVerbs();
  useEffect(() => {
    // Without it only the marks are missing; the view says the same in words.
    loadStoreReader().then(verbs.refresh, () => undefined);
  }, [verbs]);
}
