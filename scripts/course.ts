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
    const { rowFrom } = await catalogue();
    const rows = courseFiles().map((file) => {
      this.addWatchFile(file.path);
      return needed(file, rowFrom(file.read));
    });
    return `export default ${JSON.stringify(rows)};`;
  },
};
