import type { State, Theme } from './state.ts';

/** Where a lecture's own look is chosen; what is not chosen follows the look of the page. */
export const LECTURE_THEME = 'lecture.theme';

/** The theme on screen: a lecture has a projector's, as dark as the page is, or as was chosen for it. */
export function themeShown(
  { present, preferences, choices }: Pick<State, 'present' | 'preferences' | 'choices'>,
  systemIsDark: boolean,
): Theme {
  const { theme } = preferences;
  if (!present) return theme;
  const isDark = theme === 'auto' ? systemIsDark : theme === 'dark' || theme === 'projector-dark';
  const chosen = choices.get(LECTURE_THEME) ?? (isDark ? 'dark' : 'light');
  return chosen === 'dark' ? 'projector-dark' : 'projector';
}
