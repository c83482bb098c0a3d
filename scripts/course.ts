import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const folder = join(import.meta.dirname, '../src/lessons/course');
const NAME = 'virtual:course';
const RESOLVED = `\0${NAME}`;

/** What the gallery shows of each lesson, taken from the files, so that a lesson itself is loaded when it is opened. */
export const course: Plugin = {
  name: 'course',
  resolveId: (id) => (id === NAME ? RESOLVED : null),
  load(id) {
    if (id !== RESOLVED) return null;
    const rows = readdirSync(folder).map((file) => {
      const path = join(folder, file);
      this.addWatchFile(path);
      const read: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
      const { title, chapter = 'own', order = 1e9, level = 1, teaching_point: point = '', program } = read;
      return { id: file.replace(/\.json$/u, ''), chapter, order, title, level, point, program };
    });
    return `export default ${JSON.stringify(rows)};`;
  },
};
