/** Where the picture stands in the view: its origin, and how much it is enlarged. */
export interface Transform {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}
