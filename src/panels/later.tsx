import { type ComponentProps, type ComponentType, lazy, type ReactNode, Suspense } from 'react';

/**
 * Panels that arrive just after the first picture: the graph and the transport are there first, and these fill their
 * places a moment later.
 */
function later<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile: ReactNode) {
  const Panel = lazy(async () => ({ default: await load() }));
  return (props: P) => (
    <Suspense fallback={meanwhile}>
      <Panel {...(props as ComponentProps<typeof Panel>)} />
    </Suspense>
  );
}

export const Explanation = later(
  async () => (await import('./Explanation.tsx')).Explanation,
  <section className="panel explanation" />,
);
export const SpokenStep = later(async () => (await import('./Explanation.tsx')).SpokenStep, null);
export const Inputs = later(
  async () => (await import('./Inputs.tsx')).Inputs,
  <section className="panel inputs" />,
);
export const Lesson = later(
  async () => (await import('./Lesson.tsx')).Lesson,
  <section className="panel lesson" />,
);
export const Legend = later(async () => (await import('./Legend.tsx')).Legend, null);
export const Practice = later(
  async () => (await import('./Practice.tsx')).Practice,
  <section className="panel practice" />,
);
export const Views = later(async () => (await import('./Views.tsx')).Views, <section className="views" />);
export const Help = later(async () => (await import('./Help.tsx')).Help, null);
export const Share = later(async () => (await import('./Share.tsx')).Share, null);
export const Export = later(async () => (await import('./Export.tsx')).Export, null);
export const PasteCode = later(async () => (await import('./PasteCode.tsx')).PasteCode, null);
export const PasteOffer = later(async () => (await import('./PasteOffer.tsx')).PasteOffer, null);
