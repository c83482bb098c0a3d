// What a link to a lesson needs, and a first visit does not.
export { openLesson } from '../lessons/open.ts';
export { ownText } from '../panels/own-lessons.ts';
