/** The panels, in the order of the screen. */

export { HandleButtons } from './Handles.tsx';
export { Explanation, Help, Inputs, Legend, Lesson, Maker, Practice, SpokenStep, Views } from './later.tsx';
export { making } from './making.ts';
export { Program } from './Program.tsx';
export { SessionProvider, useChoice, useSession, useShown, useVerbs } from './session.tsx';
export { TopBar } from './TopBar.tsx';
export { Transport } from './Transport.tsx';
