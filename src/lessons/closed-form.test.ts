import katex from 'katex';
import { expect, test } from 'vitest';
import { closedForms } from './closed-form.ts';
import { course } from './course.testing.ts';

test.each(course)('the formulas of $id can be set as mathematics', (lesson) => {
  const forms = closedForms(lesson);
  expect(forms.length).toBe(lesson.closed_form.size);
  for (const { math, text } of forms) {
    expect([text, math.length]).toEqual([text, 2]);
    const latex = math.map((piece) => piece.latex).join(' ');
    expect(katex.renderToString(latex, { throwOnError: true, strict: 'error' })).not.toBe('');
  }
});
