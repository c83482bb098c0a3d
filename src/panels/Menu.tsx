import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

/** A button that opens a list of things to do. Arrows, Home and End move, Escape closes, the focus goes back. */
export function Menu(props: {
  readonly label: string;
  readonly name: string;
  readonly items: readonly { readonly id: string; readonly content: ReactNode; readonly checked: boolean }[];
  readonly onChoose: (id: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const all = itemsOf(list.current);
    (all.find((item) => item.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    const all = itemsOf(list.current);
    const at = all.indexOf(event.target as HTMLElement);
    const to = nextPlace(event.key, at, all.length);
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') return setOpen(false);
    else if (to !== null) all[to]?.focus();
    else if (event.key.length === 1 && event.key !== ' ')
      all.find((item) => startsWith(item, event.key))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const start = props.items.find((item) => item.checked) ?? props.items[0];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for keys that its items let through
    <div className="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        className="button"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={props.name}
        onClick={() => setOpen(!open)}
      >
        <span className="text">{props.label}</span>
        <span className="caret" aria-hidden="true" />
      </button>
      {open && (
        <div className="popup" role="menu" id={id} aria-label={props.name} ref={list}>
          {props.items.map((item) => (
            <button
              type="button"
              key={item.id}
              role="menuitemradio"
              aria-checked={item.checked}
              // One of them can be tabbed to, so that a list that scrolls can be reached.
              tabIndex={item === start ? 0 : -1}
              onClick={(event) => {
                props.onChoose(item.id);
                setOpen(false);
                if (event.detail === 0) button.current?.focus();
              }}
            >
              {item.content}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const itemsOf = (list: HTMLElement | null): HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>('[role="menuitemradio"]') ?? []),
];

function nextPlace(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

const startsWith = (item: HTMLElement, letter: string): boolean =>
  item.textContent?.toLowerCase().startsWith(letter.toLowerCase()) ?? false;
