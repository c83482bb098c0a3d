import { useEffect, useMemo, useState } from 'react';
import type { Format } from '../export/format.ts';
import { formats } from '../export/formats.ts';
import { exportedFrom } from '../state/exported.ts';
import { Dialog } from './Dialog.tsx';
import '../styles/dialogs.css';
import { AllSteps, type Look, OneStep, shownTheme } from './ExportPictures.tsx';
import { ExportPrint } from './ExportPrint.tsx';
import { ExportText } from './ExportText.tsx';
import { type KindGroup, Kinds } from './Kinds.tsx';
import { useSession } from './session.tsx';

/** Formats that are more than a text to copy, and have a place of their own. */
const PICTURE = 'svg';
const PRINT = 'print';
const ONE = 'one';
const ALL = 'all';

const TITLES: Readonly<Record<Format['group'], string>> = {
  picture: 'Pictures',
  mathematics: 'Mathematics',
  graph: 'Graph',
  code: 'Code',
};

/** Writes the run down: as pictures, on paper, as mathematics, as code. */
export function Export({ onClose }: { readonly onClose: () => void }) {
  const { store, derive, verbs } = useSession();
  const [subject] = useState(() => exportedFrom(derive, store.getState()));
  const [known, setKnown] = useState<readonly Format[]>([]);
  const [kind, setKind] = useState(ONE);
  const [look, setLook] = useState<Look>(() => ({
    kind: 'svg',
    scale: '2',
    theme: shownTheme(store.getState().preferences.theme),
    transparent: false,
  }));
  useEffect(() => {
    let isOpen = true;
    verbs.pause();
    void formats().then((all) => {
      if (isOpen) setKnown(all);
    });
    return () => {
      isOpen = false;
    };
  }, [verbs]);
  const groups = useMemo(() => grouped(known), [known]);
  const format = known.find(({ id }) => id === kind);
  return (
    <Dialog title="Export" className="export" onClose={onClose}>
      {subject === null ? (
        <p className="why">There is no run to export while the program is not right.</p>
      ) : (
        <div className="chooser">
          <Kinds label="Export as" groups={groups} value={kind} onChange={setKind} />
          <div className="body">
            {kind === ONE ? <OneStep subject={subject} look={look} onLook={setLook} /> : null}
            {kind === ALL ? <AllSteps subject={subject} look={look} onLook={setLook} /> : null}
            {format === undefined ? null : format.id === PRINT ? (
              <ExportPrint format={format} subject={subject} />
            ) : (
              <ExportText key={format.id} format={format} subject={subject} />
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** The kinds as they stand below each other; pictures begin with those that have no format of their own. */
function grouped(known: readonly Format[]): readonly KindGroup<string>[] {
  const own = [
    { value: ONE, label: 'One step' },
    { value: ALL, label: 'All steps' },
  ];
  return (Object.keys(TITLES) as Format['group'][]).flatMap((group) => {
    const kinds = known
      .filter((format) => format.group === group && format.id !== PICTURE)
      .map(({ id, title }) => ({ value: id, label: title }));
    const all = group === 'picture' ? [...own, ...kinds] : kinds;
    return all.length === 0 ? [] : [{ title: TITLES[group], kinds: all }];
  });
}
