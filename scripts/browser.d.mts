/** Programs that may be a Chromium, best first: the one named in WENGERT_CHROMIUM, Playwright's own, the system's. */
export function candidates(): string[];

/** The first candidate that starts and opens a page, or null. */
export function findBrowser(): Promise<string | null>;

/** The first candidate that works; where there is none, Playwright's is installed. Says what it does. */
export function ensureBrowser(say?: (line: string) => void): Promise<string | null>;

/** The arguments a browser needs where the tests run. */
export const browserArguments: string[];
