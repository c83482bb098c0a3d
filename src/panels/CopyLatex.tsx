import { wengertLatex } from '../export/latex-list.ts';
import { copyText, saveAs } from './handing.ts';
import { useSession } from './session.tsx';

/** The list as LaTeX, on the clipboard; as a file where the browser keeps that closed. */
export function CopyLatex() {
  const { store, derive, verbs } = useSession();
  const copy = async () => {
    const state = store.getState();
    const trace = derive.trace(state);
    if (trace === null) return;
    const text = wengertLatex(trace, { style: state.derivatives });
    if (await copyText(text)) {
      verbs.tell({ kind: 'done', text: 'The list is on the clipboard as LaTeX; it needs amsmath.' });
      return;
    }
    saveAs(text, 'wengert.tex', 'application/x-tex');
    verbs.tell({ kind: 'done', text: 'The browser keeps the clipboard closed; the list is in wengert.tex.' });
  };
  return (
    <button type="button" className="button" onClick={copy} title="Both traces as a LaTeX array">
      Copy LaTeX
    </button>
  );
}
