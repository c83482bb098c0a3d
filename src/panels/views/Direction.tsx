import '../../styles/direction.css';
import { DirectionArrow } from '../DirectionArrow.tsx';
import { DirectionOrder } from '../DirectionOrder.tsx';
import { DirectionSize } from '../DirectionSize.tsx';
import { Segmented } from '../Segmented.tsx';
import { useChoice } from '../session.tsx';

const PARTS = [
  { value: 'direction', label: 'Direction', title: 'The slope along a direction' },
  { value: 'order', label: 'Order', title: 'Which step may come next' },
  { value: 'size', label: 'Size', title: 'How much gradient comes along each wire' },
] as const;

/** Which way the inputs move, in which order the steps come, and how large the gradient is on its way. */
export default function Direction() {
  const [chosen, choose] = useChoice('direction.part', 'direction');
  const part = PARTS.find(({ value }) => value === chosen)?.value ?? 'direction';
  return (
    <section className="panel direction" aria-label="Direction and order">
      <Segmented label="Part" value={part} onChange={choose} choices={PARTS} />
      {part === 'direction' ? <DirectionArrow /> : part === 'order' ? <DirectionOrder /> : <DirectionSize />}
    </section>
  );
}
