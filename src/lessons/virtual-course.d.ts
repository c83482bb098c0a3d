/** Made of the lessons' files by `scripts/course.ts`. */
declare module 'virtual:course' {
  const rows: readonly import('./chapters.ts').LessonRow[];
  export default rows;
}
