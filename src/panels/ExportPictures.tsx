import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Subject } from '../export/format.ts';
import { stemOf, stepFileName } from '../export/names.ts';
import { THEMES, type ThemeName, themeNamed } from '../export/render.ts';
import { labels } from '../options.ts';
import { pictureAt, sizeOf } from '../state/exported.ts';
import { saveAs, tooManyDots, toPng } from './handing.ts';
import { Tick } from './Kinds.tsx';
import { Segmented } from './Segmented.tsx';
import { Select } from './Select.tsx';
import { useSession } from './session.tsx';

/** How a picture is saved; the same for one step and for all. */
export interface Look {
  readonly kind: 'svg' | 'png';
  readonly scale: '1' | '2' | '3' | '4';
  readonly theme: ThemeName;
  readonly transparent: boolean;
}

const FILES = [
  { value: 'svg', label: 'SVG' },
  { value: 'png', label: 'PNG' },
] as const;
const SCALES = (['1', '2', '3', '4'] as const).map((value) => ({ value, label: `${value}×` }));
const THEME_CHOICES = THEMES.map((value) => ({ value, label: labels.theme[value] }));

/** The theme that is on screen. */
export const shownTheme = (preferred: ThemeName | 'auto'): ThemeName =>
  themeNamed(preferred, matchMedia('(prefers-color-scheme: dark)').matches);

interface PicturesProps {
  readonly subject: Subject;
  readonly look: Look;
  readonly onLook: (look: Look) => void;
}

function LookFields({ look, onLook, children }: Omit<PicturesProps, 'subject'> & { children?: ReactNode }) {
  const change = (part: Partial<Look>) => onLook({ ...look, ...part });
  return (
    <div className="looks">
      {children}
      <Segmented label="File" choices={FILES} value={look.kind} onChange={(kind) => change({ kind })} />
      {look.kind === 'svg' ? null : (
        <Segmented
          label="Scale"
          choices={SCALES}
          value={look.scale}
          onChange={(scale) => change({ scale })}
        />
      )}
      <div className="field">
        Theme{' '}
        <Select
          label="Theme of the picture"
          value={look.theme}
          choices={THEME_CHOICES}
          onChange={(theme) => change({ theme })}
        />
      </div>
      <Tick
        label="Transparent"
        value={look.transparent}
        onChange={(transparent) => change({ transparent })}
      />
    </div>
  );
}

/** The picture of one step. */
export function OneStep({ subject, look, onLook }: PicturesProps) {
  const { store, derive } = useSession();
  const count = subject.run.steps.length;
  const [step, setStep] = useState(subject.step ?? count);
  const [said, say] = useState('');
  const { theme, transparent } = look;
  const svg = useMemo(
    () => pictureAt(derive, store.getState(), step, theme, transparent ? 'none' : 'paper') ?? '',
    [derive, store, step, theme, transparent],
  );
  const url = useBlob(svg);
  const name = stepFileName(subject, step, endingOf(look));
  const { width, height } = sizeOf(derive, store.getState());
  const why = look.kind === 'svg' ? null : tooManyDots(width, height, Number(look.scale));
  const save = async () => {
    const content = look.kind === 'svg' ? svg : await toPng(svg, width, height, Number(look.scale));
    saveAs(content, name, 'image/svg+xml');
    say(`Saved as ${name}.`);
  };
  return (
    <>
      <LookFields look={look} onLook={onLook}>
        <label className="field">
          Step{' '}
          <input
            type="number"
            min={0}
            max={count}
            value={step}
            onChange={({ target }) => {
              const at = Math.trunc(target.valueAsNumber);
              if (at >= 0 && at <= count) setStep(at);
            }}
          />{' '}
          of {count}
        </label>
      </LookFields>
      <div className="plate" data-clear={transparent}>
        {url === null ? null : <img src={url} alt={`The graph at step ${step} of ${count}`} />}
      </div>
      {why === null ? null : <p className="why">{why}</p>}
      <div className="act">
        <button type="button" className="button strong" disabled={why !== null} onClick={save}>
          Save {name}
        </button>
        <p role="status">{said}</p>
      </div>
    </>
  );
}

/** Beyond this many pictures nobody looks through them, and the page would be busy for long. */
const MOST = 500;

/** The pictures of all steps, numbered, in one file. */
export function AllSteps({ subject, look, onLook }: PicturesProps) {
  const { store, derive } = useSession();
  const count = subject.run.steps.length;
  const [busy, setBusy] = useState<AbortController | null>(null);
  const [said, say] = useState('');
  useEffect(() => () => busy?.abort(), [busy]);
  const { width, height } = sizeOf(derive, store.getState());
  const tooMany =
    count + 1 > MOST
      ? `This run has ${count + 1} pictures; a sequence holds ${MOST}. A larger step size or folded blocks make it shorter.`
      : null;
  const why = tooMany ?? (look.kind === 'svg' ? null : tooManyDots(width, height, Number(look.scale)));
  const save = async () => {
    const name = `${stemOf(subject)}-steps.zip`;
    const stop = new AbortController();
    setBusy(stop);
    try {
      const { downloadZip } = await import('client-zip');
      async function* pictures() {
        for (let step = 0; step <= count && !stop.signal.aborted; step++) {
          say(`Picture ${step + 1} of ${count + 1} …`);
          const ground = look.transparent ? 'none' : 'paper';
          const svg = pictureAt(derive, store.getState(), step, look.theme, ground) ?? '';
          const input = look.kind === 'svg' ? svg : await toPng(svg, width, height, Number(look.scale));
          yield { name: stepFileName(subject, step, endingOf(look)), input, lastModified: new Date() };
          // So that the page stays awake, and *Stop* can be pressed.
          await new Promise((done) => setTimeout(done));
        }
      }
      const zip = await downloadZip(pictures()).blob();
      if (stop.signal.aborted) return say('Stopped; nothing was saved.');
      saveAs(zip, name);
      say(`Saved ${count + 1} pictures as ${name}.`);
    } finally {
      setBusy(null);
    }
  };
  return (
    <>
      <p>
        A numbered picture for each step from 0 to {count}, in one zip file. All have the same size, so that
        on slides nothing jumps.
      </p>
      <LookFields look={look} onLook={onLook} />
      {why === null ? null : <p className="why">{why}</p>}
      <div className="act">
        {busy === null ? (
          <button type="button" className="button strong" disabled={why !== null} onClick={save}>
            Save {count + 1} pictures
          </button>
        ) : (
          <button type="button" className="button strong" onClick={() => busy.abort()}>
            Stop
          </button>
        )}
        <p role="status">{said}</p>
      </div>
    </>
  );
}

const endingOf = ({ kind, scale }: Look): string =>
  kind === 'svg' ? '.svg' : scale === '1' ? '.png' : `@${scale}x.png`;

/** An address of a picture in memory, as long as it is shown. */
function useBlob(svg: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return url;
}
