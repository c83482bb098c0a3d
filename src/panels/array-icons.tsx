/** Drawings for the buttons of an array; silent, since each button has a name. */
const draw = (d: string) =>
  function Icon() {
    return (
      <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d={d} />
      </svg>
    );
  };

export const Paste = draw('M9 5H6v15h12V5h-3M9 3.5h6V7H9zM9.5 12h5M9.5 16h5');
export const Dice = draw('M5 5h14v14H5zM9 9h.01M15 9h.01M12 12h.01M9 15h.01M15 15h.01');
export const Before = draw('M14.5 6 8.5 12l6 6');
export const After = draw('m9.5 6 6 6-6 6');
