import type { Plugin } from 'vite';
import { catalogue, courseFiles, needed } from './course-files.ts';

const NAME = 'virtual:course';
const RESOLVED = `\0${NAME}`;

/** What the gallery shows of each lesson, taken from the files, so that a lesson itself is loaded when it is opened. */
export const course: Plugin = {
  name: 'course',
  resolveId: (id) => (id === NAME ? RESOLVED : null),
  async load(id) {
    if (id !== RESOLVED) return null;
    const { countsOf } = await catalogue();
    const rows = courseFiles().map((file) => {
      this.addWatchFile(file.path);
      const {
        title,
        chapter = 'own',
        order = 1e9,
        level = 1,
        teaching_point: point = '',
        program,
      } = file.read;
      const counts = needed(file, countsOf(file.read));
      return { id: file.id, chapter, order, title, level, point, program, ...counts };
    });
    return `export default ${JSON.stringify(rows)};`;
  },
};
