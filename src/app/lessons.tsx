import { createRoot } from 'react-dom/client';
import { Gallery } from '../panels/gallery/Gallery.tsx';
import { pageProgress } from '../panels/progress.ts';

// The gallery of lessons: a page of its own without an engine, since its pictures are drawn by the build.
const root = document.querySelector('#root');
if (root === null) throw new Error('lessons.html has no #root');
createRoot(root).render(<Gallery progress={pageProgress()} />);
