import { createRoot } from 'react-dom/client';
import { isProgressKey, makeProgress } from '../lessons/progress.ts';
import { Gallery } from '../panels/gallery/Gallery.tsx';

// The gallery of lessons: a page of its own without an engine, since its pictures are drawn by the build.
const progress = makeProgress(() => localStorage);
addEventListener('storage', ({ key }) => {
  if (isProgressKey(key)) progress.refresh();
});
// The way back from a lesson may lead to the page as it was left.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) progress.refresh();
});

const root = document.querySelector('#root');
if (root === null) throw new Error('lessons.html has no #root');
createRoot(root).render(<Gallery progress={progress} />);
