import { type ReactNode, useId } from 'react';
import type { LessonRow } from '../../lessons/chapters.ts';
import { linkTo, type Card as Shown } from '../../lessons/gallery.ts';

/** A lesson: its graph, its title, and how far one is. The whole card opens it. */
export function Card(props: {
  readonly row: LessonRow;
  readonly card: Shown;
  /** The address of its picture; null where it has none. */
  readonly picture: string | null;
  /** What it teaches, where that is what one looks for. */
  readonly hasPoint: boolean;
  /** What else can be done with it. */
  readonly children?: ReactNode;
}) {
  const { row, card, picture, hasPoint, children = null } = props;
  const id = useId();
  return (
    <li className="card" data-done={card.done}>
      {/* Its size is known before it is there, so that nothing moves. */}
      {picture === null ? (
        <span className="blank" />
      ) : (
        <img src={picture} width={288} height={144} loading="lazy" decoding="async" alt="" />
      )}
      <h3>
        <a href={linkTo(row, card)} aria-describedby={id}>
          {row.title}
        </a>
      </h3>
      {hasPoint && row.point !== '' ? <p className="point">{row.point}</p> : null}
      <p className="facts" id={id}>
        <span>
          Level {row.level} <Dots count={row.level} />
        </span>
        <State row={row} card={card} />
      </p>
      {children === null ? null : <div className="more">{children}</div>}
    </li>
  );
}

function State({ row, card }: { readonly row: LessonRow; readonly card: Shown }) {
  const { done, part, right } = card;
  // On the way a nought would only discourage.
  const hasScore = row.asking > 0 && (done === 'done' || right > 0);
  const score = hasScore ? `${right} of ${row.asking} right at first try` : null;
  return (
    <>
      <span className="state">
        {done === 'new' ? 'Begin' : null}
        {done === 'begun' ? `Go on: part ${part + 1} of ${row.parts}` : null}
        {done === 'done' ? (
          <>
            <Tick /> Done · Again
          </>
        ) : null}
      </span>
      {score === null ? null : <span className="score">{score}</span>}
    </>
  );
}

/** A level for the eye: filled dots of three. */
function Dots({ count }: { readonly count: number }) {
  return (
    <svg className="dots" viewBox="0 0 32 10" aria-hidden="true">
      {[1, 2, 3].map((i) => (
        <circle key={i} cx={11 * i - 6} cy={5} r={3.6} data-on={i <= count} />
      ))}
    </svg>
  );
}

function Tick() {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </svg>
  );
}
