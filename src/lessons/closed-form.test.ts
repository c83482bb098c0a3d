import katex from 'katex';
import { expect, test } from 'vitest';
import { closedForms } from './closed-form.ts';
import { lessonRows } from './course.ts';
import { lessonFor } from './load.ts';

test.each(lessonRows)('the formulas of $id can be set as mathematics', async ({ id }) => {
  const read = await lessonFor({ id, own: null });
  if (!read.ok) throw new Error(read.problem.message);
  const forms = closedForms(read.value);
  expect(forms.length).toBe(read.value.closed_form.size);
  for (const { math, text } of forms) {
    expect([text, math.length]).toEqual([text, 2]);
    const latex = math.map((piece) => piece.latex).join(' ');
    expect(katex.renderToString(latex, { throwOnError: true, strict: 'error' })).not.toBe('');
  }
});
