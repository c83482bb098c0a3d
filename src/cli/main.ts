import { check } from './check.ts';
import { exportTo } from './export.ts';
import { grad } from './grad.ts';
import { graph } from './graph.ts';
import { hessian } from './hessian.ts';
import { type Command, type Io, Negative, UsageError } from './io.ts';
import { jacobian } from './jacobian.ts';
import { lesson } from './lesson.ts';
import { nodeIo } from './node.ts';
import { render } from './render.ts';
import { trace } from './trace.ts';

/** Every sub-command; help is this list. */
export const commands: readonly Command[] = [
  check,
  grad,
  jacobian,
  hessian,
  trace,
  graph,
  render,
  exportTo,
  lesson,
];

/**
 * Runs one command line.
 * @returns the exit status: 0; 1 where lessons were checked and something is wrong with them; 2 where the words were wrong
 */
export async function main(args: readonly string[], io: Io = nodeIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.out(
      `wengert: see, check and differentiate formulas\n\n${commands.map((c) => `  wengert ${c.usage}\n      ${c.about}\n`).join('')}`,
    );
    return 0;
  }
  const command = commands.find((c) => c.name === name);
  try {
    if (command === undefined)
      throw new UsageError(`no command “${name}”; there are ${commands.map((c) => c.name).join(', ')}`);
    await command.run(rest, io);
    return 0;
  } catch (fault) {
    if (fault instanceof Negative) return 1;
    if (!(fault instanceof UsageError)) throw fault;
    io.err(`wengert: ${fault.message.replaceAll('\n', ' ')}\n`);
    return 2;
  }
}
