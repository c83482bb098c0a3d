/** What there is to practise on, each with a sentence on what it is. */
export const PRACTICE_KINDS = [
  {
    kind: 'gates',
    title: 'Gates',
    about: 'What each operation does with the gradient that comes from above.',
  },
  { kind: 'forks', title: 'Forks', about: 'A value that is used more than once: its gradients are added.' },
  { kind: 'chains', title: 'Chains', about: 'Functions inside of functions: their slopes are multiplied.' },
  {
    kind: 'shapes',
    title: 'Shapes',
    about: 'Vectors and small matrices: each gradient has the shape of its value.',
  },
] as const;

export type PracticeKind = (typeof PRACTICE_KINDS)[number]['kind'];

export const PRACTICE_LEVELS = [1, 2, 3] as const;
export type PracticeLevel = (typeof PRACTICE_LEVELS)[number];
