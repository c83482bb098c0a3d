import { escapeAttribute } from '../state/share.ts';
import type { Lesson } from './lesson.ts';
import { lessonText } from './lesson-text.ts';

/** A lesson as a tag for other pages: its file stands inside, so that nothing else has to be uploaded. */
export function lessonSnippet(lesson: Lesson, base: string): string {
  return [
    `<script type="module" src="${escapeAttribute(`${base}v1/wengert-lesson.js`)}"></script>`,
    `<wengert-lesson label="${escapeAttribute(lesson.title)}">`,
    // What would end a script, or begin a comment in one, is written as a number.
    `  <script type="application/json">${lessonText(lesson).replaceAll('<', '\\u003c')}</script>`,
    '</wengert-lesson>',
  ].join('\n');
}
