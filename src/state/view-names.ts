/** All views in the order of their tabs; the keys 1 to 9 open them. Their titles come with the tabs. */
export const VIEW_NAMES = [
  'list',
  'local',
  'paths',
  'blocks',
  'ways',
  'modes',
  'direction',
  'jacobian',
  'bugs',
] as const;

export type ViewName = (typeof VIEW_NAMES)[number];
