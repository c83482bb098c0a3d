import type { Session } from '../state/store.ts';

/** A file that is dropped anywhere on the page is opened; text that is dragged goes where it always went. */
export function openDropped(app: HTMLElement, session: Session): void {
  const show = (is: boolean) => {
    app.dataset['dropping'] = String(is);
  };
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
  /** Before the editor hears of it, which would write the file into the program. */
  const on = (type: 'dragenter' | 'dragover' | 'drop', run: (event: DragEvent) => void) =>
    addEventListener(
      type,
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
        run(event);
      },
      true,
    );
  on('dragenter', () => show(true));
  on('dragover', () => show(true));
  on('drop', async ({ dataTransfer }) => {
    show(false);
    const files = [...(dataTransfer?.files ?? [])];
    const [file] = files;
    if (file === undefined || files.length > 1)
      return session.verbs.tell({ kind: 'problem', text: 'Drop one file at a time; nothing was opened.' });
    await (await import('../panels/open-given.ts')).openGiven(session, file);
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) show(false);
  });
}
