import { PACE } from '../state/clock.ts';
import type { Session } from '../state/store.ts';
import { type Bounds, clamp, UNBOUND, within } from './bounds.ts';
import type { Wish } from './keys.ts';

/** Steps within bounds, and plays them. */
export class Walk {
  bounds: Bounds = UNBOUND;
  private readonly session: Session;
  /** Runs what changes the state, and tells of it afterwards. */
  private readonly act: (byUser: boolean, run: () => void) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, act: Walk['act']) {
    this.session = session;
    this.act = act;
  }

  get count(): number {
    return this.session.derive.length(this.session.store.getState());
  }

  get step(): number {
    return this.session.derive.step(this.session.store.getState());
  }

  get range(): { readonly from: number; readonly to: number } {
    return within(this.bounds, this.count);
  }

  get isPlaying(): boolean {
    return this.session.store.getState().playing;
  }

  /** Whether the result of the step on screen is still open. */
  get isAsked(): boolean {
    return this.session.derive.asked(this.session.store.getState());
  }

  /** Whether there is something to do. */
  can(wish: Wish): boolean {
    const { from, to } = this.range;
    if (wish === 'play') return from < to;
    return wish === 'next' || wish === 'last' ? this.step < to || this.isAsked : this.step > from;
  }

  do(wish: Wish, byUser: boolean): void {
    const { from, to } = this.range;
    if (wish === 'play') return this.isPlaying ? this.pause(byUser) : this.play(byUser);
    // Where results are hidden, going on asks for the next one, or tells the one that is asked for.
    if (wish === 'next') {
      if (this.can(wish)) this.act(byUser, this.session.verbs.next);
      return;
    }
    this.goTo({ previous: this.step - 1, first: from, last: to }[wish], byUser);
  }

  goTo(step: number, byUser: boolean): void {
    if (Number.isNaN(step)) return;
    this.act(byUser, () => this.session.verbs.goTo(clamp(Math.trunc(step), this.range)));
  }

  /** From the start again, where it has come to the end. */
  play(byUser: boolean): void {
    if (!this.can('play') || this.isPlaying) return;
    const { from, to } = this.range;
    this.act(byUser, () => {
      if (this.step >= to && !this.isAsked) this.session.verbs.goTo(from);
      this.session.verbs.play();
    });
    this.wait(PACE / 2, byUser);
  }

  pause(byUser: boolean): void {
    clearTimeout(this.timer);
    if (this.isPlaying) this.act(byUser, this.session.verbs.pause);
  }

  private wait(milliseconds: number, byUser: boolean): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.isPlaying) return;
      this.act(byUser, () => {
        this.session.verbs.tick();
        if (this.step >= this.range.to && !this.isAsked) this.session.verbs.pause();
      });
      if (this.isPlaying) this.wait(PACE, byUser);
    }, milliseconds);
  }
}
