/** A lesson by its name in the course, or by the text of its file; or why there is none. */
export type Handed = { readonly id: string; readonly own: string | null } | { readonly problem: string };

/** What a link to a lesson takes as its name. */
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/u;
/** A link's lesson is no longer; see `state/look-fields.ts`. */
const LONGEST = 65_536;

/** The text of a lesson's file. Whether it is a good one is for the frame to say, which knows lessons. */
export function readHanded(text: string): Handed {
  try {
    const json: unknown = JSON.parse(text);
    // Without blank space between its parts, so that more fits.
    const own = JSON.stringify(json);
    if (own.length > LONGEST) return { problem: `This lesson is longer than ${LONGEST} characters.` };
    const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
    return { id: typeof id === 'string' && ID.test(id) ? id : 'own', own };
  } catch {
    return { problem: 'This file is not a lesson: it is not JSON.' };
  }
}
