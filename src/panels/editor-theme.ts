import { EditorView } from '@codemirror/view';

/** The page's own colours reach into the shadow root as custom properties. */
export const editorTheme = EditorView.theme({
  '&': {
    font: '1rem/1.65 var(--mono)',
    color: 'var(--ink)',
    backgroundColor: 'transparent',
    maxHeight: 'min(38vh, 320px)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'auto' },
  '.cm-content': { padding: '10px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--select)',
  },
  '.token-number': { color: 'var(--value)' },
  '.token-function': { fontWeight: '600' },
  '.token-keyword': { fontStyle: 'italic', color: 'var(--soft)' },
  '.token-operator, .token-bracket': { color: 'var(--soft)' },
  '.token-comment': { color: 'var(--soft)', fontStyle: 'italic' },
  '.token-error': { color: 'var(--bad)' },
  '.now': { backgroundColor: 'var(--focus)', boxShadow: '0 2px 0 var(--focus-line)' },
  '.lit': { backgroundColor: 'var(--focus-soft)', boxShadow: '0 2px 0 var(--focus-line)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--bad) 1.5px',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--bad)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    font: '14px/1.45 var(--sans)',
    maxWidth: '340px',
    boxShadow: '0 6px 24px rgb(0 0 0 / 0.14)',
  },
  '.cm-diagnostic': { padding: '8px 12px', borderLeft: 'none' },
  '.cm-diagnosticAction': {
    font: 'inherit',
    display: 'block',
    margin: '6px 0 0',
    padding: '4px 10px',
    color: 'var(--surface)',
    backgroundColor: 'var(--ink)',
    borderRadius: '6px',
  },
});
