import { useChoice } from './session.tsx';

/** How much gradient comes along each wire, and where it dies out or runs away. */
export function DirectionSize() {
  const [shown, setShown] = useChoice('direction.magnitudes', 'off');
  return (
    <div className="size">
      <label className="switch">
        <input
          type="checkbox"
          checked={shown === 'on'}
          onChange={(event) => setShown(event.target.checked ? 'on' : 'off')}
        />
        Draw wires as wide as the gradient on them, on a logarithmic scale
      </label>
    </div>
  );
}
