import { readyAt } from '../autodiff/ready.ts';
import { explain } from '../explain/explain.ts';
import { healthOf } from '../explain/health.ts';
import { unaided, veiled } from '../explain/veil.ts';
import { type Lettering, lettering } from '../scene/lettering.ts';

/** What can be said about a trace beside its numbers. */
export interface Words {
  readonly explain: typeof explain;
  /** Where a gradient dies or explodes on its way. */
  readonly healthOf: typeof healthOf;
  readonly veiled: typeof veiled;
  readonly unaided: typeof unaided;
  readonly readyAt: typeof readyAt;
  /** What is written into the picture. */
  readonly lettering: Lettering;
}

/** All of it in one piece; see `loadWords`. */
export const allWords: Words = { explain, healthOf, veiled, unaided, readyAt, lettering };
