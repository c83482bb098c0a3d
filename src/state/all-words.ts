import { readyAt } from '../autodiff/ready.ts';
import { explain } from '../explain/explain.ts';
import { healthOf } from '../explain/health.ts';
import { lettering } from '../scene/lettering.ts';
import type { Words } from './words.ts';

/** What `loadWords` brings, in one piece. */
export const allWords: Words = { explain, healthOf, readyAt, lettering };
