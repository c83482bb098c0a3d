/**
 * Every setting once: its values, its default, and in which link parameter it is kept. Panels, links, attributes and
 * flags are loops over this table.
 */
export const options = {
  mode: { values: ['values', 'forward', 'reverse'], initial: 'reverse', title: 'Mode' },
  granularity: { values: ['node', 'edge', 'micro'], initial: 'edge', title: 'Step size' },
  notation: { values: ['operations', 'variables'], initial: 'operations', title: 'Notation' },
  derivatives: { values: ['bar', 'leibniz', 'd', 'grad'], initial: 'bar', title: 'Derivatives' },
  level: { values: ['0', '1', '2', '3'], initial: '2', title: 'Explanations' },
  engine: { values: ['off', 'worked', 'last', 'two', 'all'], initial: 'off', title: 'You are the engine' },
  theme: {
    values: ['auto', 'light', 'dark', 'projector', 'projector-dark'],
    initial: 'auto',
    title: 'Theme',
  },
} as const;

/** The words on a setting's control, where they are not the value itself. */
export const labels = {
  mode: { values: 'Values', forward: 'Forward', reverse: 'Reverse' },
  granularity: { node: 'Node', edge: 'Edge', micro: 'Micro' },
  notation: { operations: 'Operations', variables: 'Variables' },
  derivatives: { bar: 'x̄ and ẋ', leibniz: '∂f/∂x', d: 'dx', grad: 'data | grad' },
  level: { 0: 'What', 1: 'Numbers', 2: 'Rule', 3: 'Why' },
  engine: {
    off: 'Off',
    worked: 'Watch it worked',
    last: 'Do the last step',
    two: 'Do the last two',
    all: 'Do all steps',
  },
  theme: {
    auto: 'Auto theme',
    light: 'Light',
    dark: 'Dark',
    projector: 'Projector',
    'projector-dark': 'Projector, dark',
  },
} as const satisfies { [K in OptionName]: Record<OptionValue<K>, string> };

/** Reads an option that came from outside; null where it is none of the table's values. */
export function optionFrom<K extends OptionName>(name: K, given: unknown): OptionValue<K> | null {
  const values: readonly OptionValue<K>[] = options[name].values;
  return values.find((value) => value === given) ?? null;
}

export type OptionName = keyof typeof options;
export type OptionValue<K extends OptionName> = (typeof options)[K]['values'][number];
