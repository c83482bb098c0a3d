import type { Session } from '../state/store.ts';
import type { Frame } from './frame.ts';

/**
 * Lecture mode: the graph and one line fill the screen. The styles know it by an attribute, so that a link into a
 * lecture opens without a flash of panels; what else belongs to it arrives when it is asked for.
 */
export function followPresent(frame: Frame, session: Session): void {
  const { dataset } = document.documentElement;
  let shown: Promise<() => void> | null = null;
  const follow = ({ present }: { readonly present: boolean }): void => {
    if (present === (shown !== null)) return;
    dataset['present'] = present ? 'on' : 'off';
    if (present) {
      shown = import('./lecture.tsx').then(({ showLecture }) => showLecture(frame, session));
      shown.catch(() =>
        session.verbs.tell({
          kind: 'problem',
          text: 'Lecture mode could not be loaded; reload to try again.',
        }),
      );
    } else {
      shown?.then((leave) => leave()).catch(() => {});
      shown = null;
    }
  };
  dataset['present'] = 'off';
  follow(session.store.getState());
  session.store.subscribe(follow);
}
