/** The panels, in the order of the screen. */

export { Banner } from './Banner.tsx';
export { Explanation } from './Explanation.tsx';
export { Help } from './Help.tsx';
export { Inputs } from './Inputs.tsx';
export { Program } from './Program.tsx';
export { SessionProvider, useSession, useShown, useVerbs } from './session.tsx';
export { TopBar } from './TopBar.tsx';
export { Transport } from './Transport.tsx';
export { WengertList } from './WengertList.tsx';
