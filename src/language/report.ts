import type { Problem } from '../base/problem.ts';

/** Nobody reads more at once, and an editor that marks more is slow. */
const MOST = 100;

/** Collects what is wrong. */
export class Report {
  readonly problems: Problem[] = [];
  private readonly said = new Set<string>();
  private muted = false;

  /** Whether anything more would go unheard; then it need not be worked out. */
  get isFull(): boolean {
    return this.muted || this.problems.length >= MOST;
  }

  say(problem: Omit<Problem, 'kind'> & Partial<Pick<Problem, 'kind'>>): void {
    if (!this.isFull) this.problems.push({ kind: 'syntax', ...problem });
  }

  /** Says this in these words once in a statement: `$x$` is one mistake. */
  sayOnce(problem: Parameters<Report['say']>[0]): void {
    if (this.hasSaid(problem.message)) return;
    this.said.add(problem.message);
    this.say(problem);
  }

  hasSaid(message: string): boolean {
    return this.said.has(message);
  }

  /** A new statement begins. What is wrong in a muted one has been said already, in one message for all of it. */
  begin(muted: boolean): void {
    this.said.clear();
    this.muted = muted;
  }
}
