/** What a command may touch of the world; tests hand in their own. */
export interface Io {
  readonly stdin: () => Promise<string>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => Promise<string>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/** The words on the command line are wrong: one line on standard error, exit status 2. */
export class UsageError extends Error {}

/** What was asked about is not so, and has been said on standard output: exit status 1. */
export class Negative extends Error {}

/** A sub-command: its name, how it is written, and what it does. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  run(args: readonly string[], io: Io): Promise<void>;
}
