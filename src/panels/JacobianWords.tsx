import { counted, grouped } from '../base/count.ts';
import { sizeOf } from '../base/value.ts';
import {
  type Block,
  type Filling,
  isSliced,
  type Layout,
  type Subject,
  sliceOfSweep,
  slicesOf,
  sweepsOf,
  type tooLarge,
  type Way,
} from '../state/jacobian.ts';
import { foundText, marked, seedText, shapeText } from '../state/jacobian-words.ts';

const colourOf = (way: Way): string => (way === 'forward' ? 'tangent' : 'adjoint');
const other = (way: Way): Way => (way === 'forward' ? 'reverse' : 'forward');

/** `row` or `column`: what a sweep fills in this layout. */
const lineOf = (way: Way, layout: Layout): string =>
  (way === 'forward') === (layout === 'numerator') ? 'column' : 'row';

/** What sweeps of this kind do to the table. */
export function Fills(props: { readonly subject: Subject; readonly way: Way; readonly layout: Layout }) {
  const { subject, way, layout } = props;
  const planes = slicesOf(subject) / sizeOf((way === 'forward' ? subject.from : subject.to).shape);
  const fills = !isSliced(subject)
    ? `a ${lineOf(way, layout)}`
    : sliceOfSweep(subject, way, 0) === null
      ? 'one entry of each slice'
      : planes > 1
        ? `${planes} slices`
        : 'a whole slice';
  return (
    <p className="quiet">
      Each {way} sweep fills {fills}.
    </p>
  );
}

/** The sweep that was run last, or the one that comes next: its seed, and what it finds. */
export function Seeded(props: {
  readonly block: Block;
  readonly subject: Subject;
  readonly filling: Filling;
}) {
  const { subject, block } = props;
  const { way, done, now } = props.filling;
  const total = sweepsOf(block, way);
  const index = now ?? (done < total ? done : null);
  if (index === null)
    return (
      <p className="seeded">
        {total === 1 ? `The one ${way} sweep has run.` : `All ${counted(total, `${way} sweep`)} have run.`}
      </p>
    );
  return (
    <p className="seeded" data-now={now !== null}>
      {now === null ? 'Next seed' : 'Seed'}{' '}
      <span className={`math ${colourOf(way)}`}>{seedText(subject, way, index)}</span>{' '}
      <span className="found">
        {now === null ? 'will give' : 'gives'}{' '}
        <span className={`math ${colourOf(way)}`}>{foundText(subject, way, index)}</span>
      </span>
    </p>
  );
}

export function TooLarge(props: {
  readonly block: Block;
  readonly way: Way;
  readonly limit: NonNullable<ReturnType<typeof tooLarge>>;
}) {
  const { block, way, limit } = props;
  const { rows, columns } = block;
  return (
    <p className="large">
      {limit === 'entries'
        ? `This Jacobian has ${grouped(rows)} × ${grouped(columns)} = ${grouped(rows * columns)} entries: too many to fill by hand. Nobody needs to: a sweep multiplies by it without building it.`
        : `${counted(sweepsOf(block, way), `${way} sweep`)} are too many to run by hand here. ${way === 'forward' ? 'Reverse' : 'Forward'} would need ${grouped(sweepsOf(block, other(way)))}.`}
    </p>
  );
}

/** What has been done so far, and what it takes to the end, by this way and by the other: counted. */
export function Counted(props: {
  readonly block: Block;
  readonly filling: Filling;
  readonly filled: boolean;
}) {
  const { block, filled } = props;
  const { way, done } = props.filling;
  const total = sweepsOf(block, way);
  return (
    <div className="counted">
      {filled ? (
        <p role="status" className={colourOf(way)}>
          <Cost
            sweeps={`${grouped(done)} of ${counted(total, `${way} sweep`)}`}
            cost={block.cost(way, done)}
          />
        </p>
      ) : null}
      {filled && done === total ? null : <InAll block={block} way={way} says={`In all, ${way} needs`} />}
      <InAll block={block} way={other(way)} says={`In all, ${other(way)} would need`} />
    </div>
  );
}

function InAll({ block, way, says }: { readonly block: Block; readonly way: Way; readonly says: string }) {
  const sweeps = sweepsOf(block, way);
  return (
    <p className="quiet">
      {says} <Cost sweeps={counted(sweeps, 'sweep')} cost={block.cost(way, sweeps)} />
    </p>
  );
}

/** Each count in one piece. */
function Cost(props: { readonly sweeps: string; readonly cost: ReturnType<Block['cost']> }) {
  const { operations, stored } = props.cost;
  return (
    <>
      <span>{props.sweeps} ·</span> <span>{counted(operations, 'operation')} ·</span>{' '}
      <span>{counted(stored, 'number')} kept</span>
    </>
  );
}

const letter = (display: string) => ({ display, names: [display] });
const GENERIC = { x: letter('x'), y: letter('y') };

/** Which convention this is, by name, with the shape and who writes it so. */
export function Conventions({ subject, layout }: { readonly subject: Subject; readonly layout: Layout }) {
  const { from, to } = subject;
  const quotient = (
    <span className="math">
      ∂{to.display}/∂{from.display}
    </span>
  );
  const shape = (of: Layout) => shapeText(subject, of);
  const tensor = isSliced(subject);
  // Of many inputs together the letters that lectures use.
  const [x, y] = from.names.length > 1 ? [GENERIC.x, GENERIC.y] : [from, to];
  return (
    <dl className="conventions">
      <div data-chosen={layout === 'numerator'}>
        <dt>Numerator layout, {shape('numerator')}</dt>
        <dd>
          {tensor ? 'The output’s axes come first' : 'Rows are outputs'}: {quotient} is J itself, and{' '}
          <span className="math">
            {marked(y, 'forward')} = J {marked(x, 'forward')}
          </span>
          . Calculus and automatic differentiation write it so{tensor ? '' : '; a gradient is a row'}.
        </dd>
      </div>
      <div data-chosen={layout === 'denominator'}>
        <dt>Denominator layout, {shape('denominator')}</dt>
        <dd>
          {tensor ? 'The input’s axes come first' : 'Rows are inputs'}: {quotient} is Jᵀ, and{' '}
          <span className="math">
            {marked(x, 'reverse')} = Jᵀ {marked(y, 'reverse')}
          </span>
          . Much of statistics and machine learning writes it so
          {tensor ? '' : '; a gradient is a column, of the input’s own shape'}.
        </dd>
      </div>
      {tensor ? (
        <div>
          <dd>
            A slice keeps the array’s own shape in both. (Strict numerator layout would also turn a number’s
            derivative by a matrix.)
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
