import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'src/lessons/course');

export interface CourseFile {
  readonly id: string;
  readonly path: string;
  readonly read: unknown;
}

/** The lessons of the course as they stand in their folder. */
export function courseFiles(): readonly CourseFile[] {
  return readdirSync(folder).map((file) => {
    const path = join(folder, file);
    return { id: file.replace(/\.json$/u, ''), path, read: JSON.parse(readFileSync(path, 'utf8')) };
  });
}

type Catalogue = typeof import('../src/lessons/catalogue.ts');
let loading: Promise<Catalogue> | undefined;

/** What knows lessons by running them. It is the page's own code, loaded when it is first asked for. */
export async function catalogue(): Promise<Catalogue> {
  loading ??= runnerImport<Catalogue>(join(root, 'src/lessons/catalogue.ts'), {
    root,
    configFile: false,
    logLevel: 'error',
  }).then(({ module }) => module);
  return loading;
}

/** A file that cannot be shown stops the build: nobody would miss its picture until a reader does. */
export function needed<T>(
  { id }: CourseFile,
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly problem: { readonly message: string } },
): T {
  if (!result.ok) throw new Error(`src/lessons/course/${id}.json: ${result.problem.message}`);
  return result.value;
}
