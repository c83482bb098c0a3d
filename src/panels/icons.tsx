/** Small drawings for buttons; they take the colour of the text and are silent, since the button has a name. */
const draw = (d: string) =>
  function Icon() {
    return (
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={d} />
      </svg>
    );
  };

export const First = draw('M6 5v14M19 5 9 12l10 7z');
export const Previous = draw('M17 5 7 12l10 7z');
export const Play = draw('M8 4.5 19.5 12 8 19.5z');
export const Pause = draw('M8 5v14M16 5v14');
export const Next = draw('M7 5l10 7-10 7z');
export const Last = draw('M18 5v14M5 5l10 7-10 7z');
export const Undo = draw('M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3');
export const Redo = draw('m16 5 4 4-4 4M20 9H10a5 5 0 0 0 0 10h3');
export const Send = draw('M12 15V4M8 7.5 12 3.5l4 4M6 11H5v9h14v-9h-1');
export const Save = draw('M12 4v11M8 11.5l4 4 4-4M5 15v5h14v-5');
export const Shade = draw('M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M12 8.2h5M12 12h7M12 15.8h5');
export const More = draw('M5 7h14M5 12h14M5 17h14');
export const Reset = draw('M5 5v5h5M5.5 10A7 7 0 1 1 5 14');
export const Plus = draw('M12 5v14M5 12h14');
export const Minus = draw('M5 12h14');
export const Fit = draw('M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5');
export const Paste = draw('M9 5H6v15h12V5h-3M9 3.5h6V7H9zM9.5 12h5M9.5 16h5');
export const Dice = draw('M5 5h14v14H5zM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01');
export const Before = draw('M14.5 6 8.5 12l6 6');
export const After = draw('m9.5 6 6 6-6 6');
export const Wide = draw('M14 5H5v14h9M19 5v14M12 12H8m2-2-2 2 2 2');
export const Narrow = draw('M10 5h9v14h-9M5 5v14M12 12h4m-2-2 2 2-2 2');
export const Screen = draw('M3.5 5h17v11h-17zM12 16v4M8.5 20h7');
export const Close = draw('M6 6l12 12M18 6 6 18');
export const Book = draw(
  'M12 6.5C10 5 7 4.6 4 5v13c3-.4 6 0 8 1.5 2-1.5 5-1.9 8-1.5V5c-3-.4-6 0-8 1.5zM12 6.5v13',
);
