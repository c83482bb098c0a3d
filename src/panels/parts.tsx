import type { ReactNode } from 'react';
import { briefValue, printValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { Quantity } from '../explain/explanation.ts';

// Small pieces that several panels are made of.

/** What is not there yet is a dot, and is said to be so: it is never 0. */
export function Absent({ text = 'not yet' }: { readonly text?: string }) {
  return (
    <>
      <span aria-hidden="true">·</span>
      <span className="unseen">{text}</span>
    </>
  );
}

/** What is asked for is a question mark, as in the picture. */
function Asked() {
  return (
    <>
      <span aria-hidden="true">?</span>
      <span className="unseen">asked</span>
    </>
  );
}

interface AmountProps {
  readonly value: Value | null;
  /** It is asked for, and told with the next key. */
  readonly asked?: boolean;
  readonly quantity: Quantity;
  /** Characters of an array that fit. */
  readonly room?: number;
}

/** A number in the colour of what it is, in full for whoever points at it. */
export function Amount({ value, quantity, room = 16, asked = false }: AmountProps) {
  if (asked)
    return (
      <span className={`${quantity} figure`}>
        <Asked />
      </span>
    );
  return value === null ? (
    <span className="absent">
      <Absent />
    </span>
  ) : (
    <span className={`${quantity} figure`} title={printValue(value, 12)}>
      {briefValue(value, room)}
    </span>
  );
}

/** The same as a cell of a table. */
export function AmountCell(
  props: AmountProps & {
    /** What is said where it is not there. */
    readonly absent?: string;
    /** Puts something around what is written. */
    readonly around?: (text: string) => ReactNode;
  },
) {
  const { value, quantity, room = 16, asked = false, around = (text) => text } = props;
  if (asked)
    return (
      <td className={quantity}>
        <Asked />
      </td>
    );
  return value === null ? (
    <td className="absent">
      <Absent {...(props.absent === undefined ? {} : { text: props.absent })} />
    </td>
  ) : (
    <td className={quantity} title={printValue(value, 12)}>
      {around(briefValue(value, room))}
    </td>
  );
}

/** A box that may scroll, and so is reached by keyboard and has a name. */
export function Scroll(props: {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={props.className} aria-label={props.label} tabIndex={0}>
      {props.children}
    </section>
  );
}

/** A button that is never switched off, only without effect, so that it never loses the focus. */
export function SteadyButton(props: {
  readonly off: boolean;
  readonly onPress: () => void;
  /** Its name, where that is not what stands on it. */
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { off, onPress } = props;
  return (
    <button
      type="button"
      className={props.className ?? 'button'}
      aria-label={props.label}
      aria-disabled={off}
      onClick={() => (off ? undefined : onPress())}
    >
      {props.children}
    </button>
  );
}
