import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A fingerprint of every source's path, size and time: it differs as soon as one is changed, added or removed. */
export function stamp(root) {
  const hash = createHash('sha1');
  const folders = [join(root, 'src')];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        folders.push(path);
      } else if (/\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path}:${size}:${mtimeMs}\n`);
      }
    }
  }
  return hash.digest('hex');
}

/** The stamp as the first line of a bundle. */
export const firstLine = (mark) => `// sources ${mark}`;
