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
    if (file === undefined)
      return session.verbs.tell({ kind: 'problem', text: 'No file came with that; nothing was opened.' });
    const { openGiven, openSeveral } = await import('../panels/open-given.ts');
    await (files.length > 1 ? openSeveral(session, files) : openGiven(session, file));
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) show(false);
  });
}
