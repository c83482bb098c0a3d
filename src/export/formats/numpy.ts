import { succeed } from '../../base/problem.ts';
import { NUMPY, NUMPY_HELPERS } from '../code/numpy.ts';
import { numpyFile } from '../code/numpy-file.ts';
import { prepare } from '../code/prepared.ts';
import type { Format } from '../format.ts';

/** Value and derivatives in plain NumPy, every node and every contribution a line. */
const format: Format = {
  id: 'numpy',
  title: 'NumPy',
  extension: 'py',
  mime: 'text/x-python',
  group: 'code',
  about: 'Both sweeps by hand in plain NumPy, line by line, checked against finite differences when it runs.',
  write(subject) {
    const prepared = prepare(subject, NUMPY, NUMPY_HELPERS.keys(), 'NumPy');
    return prepared.ok ? succeed(numpyFile(subject.program, prepared.value)) : prepared;
  },
};

export default format;
