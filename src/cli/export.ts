import { exportRun, formatIds, formats } from '../index.ts';
import { type Command, UsageError } from './io.ts';
import { programFrom, RUN_USAGE, runFlags, runOptions, writeTo } from './picture.ts';
import { problemLine, table } from './table.ts';
import { assignments, readWords, textFlag } from './words.ts';

export const exportTo: Command = {
  name: 'export',
  usage: `export PROGRAM.txt|- --format ID [-o file] ${RUN_USAGE} | export --list`,
  about: 'a run of the program as a file for papers, slides, other programs; --list names the formats',
  async run(args, io) {
    const words = readWords(args, {
      ...runFlags,
      format: { type: 'string', short: 'f' },
      list: { type: 'boolean' },
    });
    if (words.flags['list'] === true) {
      const rows = (await formats()).map(({ id, extension, title, about }) => [
        id,
        `.${extension}`,
        title,
        about,
      ]);
      return io.out(table(rows));
    }
    const [path, ...rest] = words.positionals;
    const format = textFlag(words, 'format');
    if (path === undefined) throw new UsageError(`write ${this.usage}`);
    if (format === undefined || !formatIds.includes(format))
      throw new UsageError(
        `${format === undefined ? 'which --format?' : `no format “${format}”;`} There are ${formatIds.join(', ')}`,
      );
    const wanted = { ...runOptions(words), format };
    const inputs = assignments(rest);
    const file = await exportRun(await programFrom(path, io), inputs, wanted);
    if (!file.ok) throw new UsageError(problemLine(file.problem));
    await writeTo(textFlag(words, 'output'), file.value, io);
  },
};
