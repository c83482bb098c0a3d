/**
 * Every setting once: its values, its default, and in which link parameter it is kept. Panels, links, attributes and
 * flags are loops over this table.
 */
export const options = {
  mode: { values: ['values', 'forward', 'reverse'], initial: 'reverse', title: 'Mode' },
  granularity: { values: ['node', 'edge', 'micro'], initial: 'edge', title: 'Step size' },
  notation: { values: ['operations', 'variables'], initial: 'operations', title: 'Notation' },
  theme: { values: ['auto', 'light', 'dark', 'projector'], initial: 'auto', title: 'Theme' },
} as const;

export type OptionName = keyof typeof options;
export type OptionValue<K extends OptionName> = (typeof options)[K]['values'][number];
