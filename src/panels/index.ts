/** The panels, in the order of the screen. */

export { HandleButtons } from './Handles.tsx';
export { Explanation, Help, Inputs, Legend, Lesson, Practice, SpokenStep, Views } from './later.tsx';
export { Program } from './Program.tsx';
export { SessionProvider, useChoice, useSession, useShown, useVerbs } from './session.tsx';
export { TopBar } from './TopBar.tsx';
export { Transport } from './Transport.tsx';
