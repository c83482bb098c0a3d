/**
 * Typed arrays read as numbers. Every index in this folder is computed from lengths the same function owns, so a
 * hole would be a bug and not a case. One helper per kind of array keeps each call site monomorphic.
 */
export function at(array: Int32Array, index: number): number {
  return array[index] as number;
}

export function num(array: Float64Array, index: number): number {
  return array[index] as number;
}

/** Work units instead of a clock: the same graph gives the same picture on a fast machine and on a slow one. */
export class Budget {
  left: number;

  constructor(units: number) {
    this.left = units;
  }

  get spent(): boolean {
    return this.left <= 0;
  }

  spend(units: number): void {
    this.left -= units;
  }
}
