/**
 * Tells of what was done elsewhere with what this machine keeps: the key that another tab has written; null, which may
 * be any, where all was cleared or this page comes back that was put aside.
 * @returns what ends it
 */
export function onElsewhere(tell: (key: string | null) => void): () => void {
  const written = ({ key }: StorageEvent) => tell(key);
  const back = ({ persisted }: PageTransitionEvent) => {
    if (persisted) tell(null);
  };
  addEventListener('storage', written);
  addEventListener('pageshow', back);
  return () => {
    removeEventListener('storage', written);
    removeEventListener('pageshow', back);
  };
}
