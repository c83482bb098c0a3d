/** Made of the lessons' files by `scripts/course.ts`. */
declare module 'virtual:course' {
  const rows: readonly {
    readonly id: string;
    readonly chapter: string;
    readonly order: number;
    readonly title: string;
    readonly level: number;
    /** The lesson in a sentence or two. */
    readonly point: string;
    readonly program: string;
    /** How many parts it has, and how many of them ask something. */
    readonly parts: number;
    readonly asking: number;
  }[];
  export default rows;
}
