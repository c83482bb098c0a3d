import { useEffect, useMemo, useRef, useState } from 'react';
import type { Format, Subject } from '../export/format.ts';
import { formatFileName } from '../export/names.ts';
import { saveAs } from './handing.ts';

/**
 * All steps and the derivation on paper. The page is shown in a frame of its own, from where it is printed: no style of
 * this one reaches it. Its style sheet is adopted, since the policy of this page forbids one in the text.
 */
export function ExportPrint({ format, subject }: { readonly format: Format; readonly subject: Subject }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [said, say] = useState('');
  const written = useMemo(() => format.write(subject), [format, subject]);
  const html = written.ok ? written.value : null;
  useEffect(() => {
    const inner = frame.current?.contentDocument;
    if (html === null || inner === null || inner === undefined) return;
    show(html, inner);
  }, [html]);
  if (html === null || !written.ok)
    return (
      <>
        <p>{format.about}</p>
        <p className="why">{written.ok ? '' : written.problem.message}</p>
      </>
    );
  const name = formatFileName(subject, format);
  return (
    <>
      <p>{format.about}</p>
      <iframe className="paper" title="What is printed" ref={frame} />
      <div className="act">
        <button type="button" className="button strong" onClick={() => frame.current?.contentWindow?.print()}>
          Print…
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            saveAs(html, name, format.mime);
            say(`Saved as ${name}.`);
          }}
        >
          Save as file
        </button>
        <p role="status">{said}</p>
      </div>
    </>
  );
}

const STYLE = /<style[^>]*>([^<]*)<\/style>/gu;

/** Puts a page of our own making into an empty frame; nothing in it runs. */
function show(html: string, inner: Document): void {
  const Sheet = inner.defaultView?.CSSStyleSheet;
  const css: string[] = [];
  // Taken out before it is parsed, which is when the policy would object to it.
  const bare = html.replace(STYLE, (_, text: string) => {
    css.push(text);
    return '';
  });
  const page = new DOMParser().parseFromString(bare, 'text/html');
  for (const gone of page.querySelectorAll('script, style, link, base, meta')) gone.remove();
  inner.title = page.title;
  inner.documentElement.lang = page.documentElement.lang || 'en';
  inner.body.className = page.body.className;
  inner.body.replaceChildren(...[...page.body.childNodes].map((node) => inner.adoptNode(node)));
  if (Sheet === undefined) return;
  const sheet = new Sheet();
  sheet.replaceSync(css.join('\n'));
  inner.adoptedStyleSheets = [sheet];
}
