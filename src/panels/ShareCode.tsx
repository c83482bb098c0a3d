import { generate } from 'lean-qr';
import { QUIET, qrPath, qrSvg } from '../state/qr.ts';
import { LONGEST_CODE } from '../state/share.ts';
import { saveAs, toPng } from './handing.ts';

/** Dots of a saved code to each of its squares: sharp on a slide. */
const DOTS = 12;

/** A link to be scanned, where it is short enough for that. Dark on light in every theme, as readers expect it. */
export function Code({ text, stem }: { readonly text: string; readonly stem: string }) {
  if (text.length > LONGEST_CODE)
    return (
      <p className="why">
        The link has {text.length} characters; beyond {LONGEST_CODE} the dots of a code are too small to be
        scanned from a wall.
      </p>
    );
  const squares = generate(text);
  const side = squares.size + 2 * QUIET;
  const label = 'QR code of the link';
  const svg = qrSvg(squares, label);
  const save = async () => saveAs(await toPng(svg, side, side, DOTS), `${stem}-qr.png`);
  return (
    <div className="code">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
        <rect width={side} height={side} fill="#ffffff" />
        <path d={qrPath(squares)} fill="#000000" shapeRendering="crispEdges" />
      </svg>
      <div>
        <p className="address">{text}</p>
        <div className="act">
          <button
            type="button"
            className="button strong"
            onClick={() => saveAs(svg, `${stem}-qr.svg`, 'image/svg+xml')}
          >
            Save SVG
          </button>
          <button type="button" className="button" onClick={save}>
            Save PNG
          </button>
        </div>
      </div>
    </div>
  );
}
