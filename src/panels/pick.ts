import type { Session } from '../state/store.ts';

/** Asks for a file and opens it. */
export function pickFile(session: Session, onPicked?: () => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,.txt,.py,.wengert,application/json,text/plain';
  input.multiple = true;
  input.addEventListener('change', async () => {
    const files = [...(input.files ?? [])];
    const [file] = files;
    if (file === undefined) return;
    onPicked?.();
    const { openGiven, openSeveral } = await import('./open-given.ts');
    await (files.length > 1 ? openSeveral(session, files) : openGiven(session, file));
  });
  input.click();
}
