import type { Session } from '../state/store.ts';

/** Asks for a file and opens it. */
export function pickFile(session: Session, onPicked?: () => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,.txt,.py,.wengert,application/json,text/plain';
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    onPicked?.();
    await (await import('./open-given.ts')).openGiven(session, file);
  });
  input.click();
}
