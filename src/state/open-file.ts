import { LARGEST_FILE, readFile, tooLarge } from './files.ts';
import { openFresh } from './opening.ts';
import type { Session } from './store.ts';

/** A file as browsers hand it over. */
export interface Given {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Opens the lessons that a file holds, and says so. */
export type LessonOpener = (session: Session, name: string, text: string) => Promise<void>;

/** Opens a file as one edit, which undo takes back; says so, or why it was not opened. */
export async function openFile(session: Session, file: Given, openLessons: LessonOpener): Promise<void> {
  const { verbs } = session;
  if (file.size > LARGEST_FILE) return verbs.tell({ kind: 'problem', text: tooLarge(file.name) });
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    // A folder, or a file that is gone by now.
    return verbs.tell({ kind: 'problem', text: 'This could not be read; drop one file.' });
  }
  const read = readFile(file.name, new Uint8Array(bytes));
  if (read.kind === 'neither') return verbs.tell({ kind: 'problem', text: read.why });
  if (read.kind === 'lessons') return openLessons(session, file.name, read.text);
  if (read.kind === 'state') verbs.open(read.kept);
  else openFresh(session, read.program, {});
  verbs.tell({ kind: 'done', text: 'The file is open. Undo returns to what was here.' });
}
