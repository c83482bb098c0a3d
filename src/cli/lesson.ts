import { checkLesson } from '../lessons/check.ts';
import { readLessonFile } from '../lessons/files.ts';
import { type Command, Negative, UsageError } from './io.ts';
import { readWords } from './words.ts';

export const lesson: Command = {
  name: 'lesson',
  usage: 'lesson --check FILE...',
  about: 'say what of the lessons in files will not play, and where; exit status 1 where there is something',
  async run(args, io) {
    const words = readWords(args, { check: { type: 'boolean' } });
    if (words.flags['check'] !== true || words.positionals.length === 0)
      throw new UsageError(`write ${this.usage}`);
    let count = 0;
    let wrong = 0;
    const say = (line: string): void => {
      wrong += 1;
      io.out(`${line}\n`);
    };
    for (const path of words.positionals) {
      let text: string;
      try {
        text = await io.readFile(path);
      } catch {
        throw new UsageError(`cannot read ${path}`);
      }
      const read = readLessonFile(text);
      if (!read.ok) {
        say(`${path}: ${read.problem.message}`);
        continue;
      }
      for (const problem of read.value.problems) say(`${path}: ${problem}`);
      for (const { lesson: each } of read.value.lessons) {
        count += 1;
        for (const problem of checkLesson(each))
          say(`${path}: ${each.id}: ${problem.path}: ${problem.message}`);
      }
    }
    if (wrong > 0) throw new Negative();
    io.out(count === 1 ? 'No problems in 1 lesson.\n' : `No problems in ${count} lessons.\n`);
  },
};
