import { succeed } from '../../base/problem.ts';
import type { Format } from '../format.ts';
import { wengertLatex } from '../latex-list.ts';

const latexList: Format = {
  id: 'latex-list',
  title: 'LaTeX, Wengert list',
  extension: 'tex',
  mime: 'application/x-tex',
  group: 'mathematics',
  about: 'Both traces side by side, as textbooks print them; needs amsmath.',
  write: ({ run, derivatives }) => succeed(wengertLatex(run, { style: derivatives })),
};

export default latexList;
