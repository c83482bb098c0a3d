import { succeed } from '../../base/problem.ts';
import { NUMPY, NUMPY_HELPERS } from '../code/numpy.ts';
import { numpyFile } from '../code/numpy-file.ts';
import { pythonFormat } from '../code/prepared.ts';

/** Value and derivatives in plain NumPy, every node and every contribution a line. */
export default pythonFormat({
  id: 'numpy',
  title: 'NumPy',
  about: 'Both sweeps by hand in plain NumPy, line by line, checked against finite differences when it runs.',
  tongue: NUMPY,
  helpers: NUMPY_HELPERS,
  file: (program, prepared) => succeed(numpyFile(program, prepared)),
});
