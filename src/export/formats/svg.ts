import { succeed } from '../../base/problem.ts';
import type { Format } from '../format.ts';
import { sceneOf } from '../subject.ts';
import { renderSvg } from '../svg.ts';

const svg: Format = {
  id: 'svg',
  title: 'SVG',
  extension: 'svg',
  mime: 'image/svg+xml',
  group: 'picture',
  about: 'The picture at this step, with text as text: for slides, papers and Inkscape.',
  write: (subject) => succeed(renderSvg(sceneOf(subject))),
};

export default svg;
