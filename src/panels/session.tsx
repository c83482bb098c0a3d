import { createContext, type ReactNode, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import type { Derive } from '../state/derive.ts';
import type { State } from '../state/state.ts';
import type { Session, Verbs } from '../state/store.ts';

const Context = createContext<Session | null>(null);

/** Hands one session down to all panels inside, so that two graphs on one page never meet. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <Context.Provider value={session}>{children}</Context.Provider>;
}

export function useSession(): Session {
  const session = useContext(Context);
  if (session === null) throw new Error('a panel stands outside of a session');
  return session;
}

export const useVerbs = (): Verbs => useSession().verbs;

/** The little that a panel shows; it draws again only when that changes. */
export function useShown<T>(select: (derive: Derive, state: State) => T): T {
  const { store, derive } = useSession();
  return useStore(store, (state) => select(derive, state));
}

/**
 * What is chosen in a view, kept in the link: `paths.by`. A choice is text; whoever reads it falls back on what is
 * usual where the text does not fit the program.
 */
export function useChoice(
  key: `${string}.${string}`,
  usual: string,
): readonly [string, (value: string) => void] {
  const verbs = useVerbs();
  const value = useShown((_, { choices }) => choices.get(key) ?? usual);
  const choose = useCallback(
    (next: string) => verbs.choose({ [key]: next === usual ? null : next }),
    [verbs, key, usual],
  );
  return [value, choose];
}
