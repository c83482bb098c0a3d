import { useId, useMemo } from 'react';
import { grouped } from '../base/count.ts';
import { printValue } from '../base/print-value.ts';
import { entryOf, numbersOf, type Shape, shapeOf, sizeOf, type Value } from '../base/value.ts';
import {
  type Block,
  type Filling,
  isTensor,
  type Layout,
  outerFactor,
  type Plane,
  planeOf,
  type Subject,
  slicesOf,
  type Zeros,
  zerosIn,
  zerosOf,
} from '../state/jacobian.ts';
import { marked, shapeText } from '../state/jacobian-words.ts';
import { inputRowsOf } from '../state/rows.ts';
import { cellText } from './grid.ts';
import { After, Before } from './icons.tsx';
import { Cells, FilledPlane, MOST } from './JacobianCells.tsx';
import { SteadyButton } from './parts.tsx';
import { useShown } from './session.tsx';

export interface Shown {
  readonly block: Block;
  readonly subject: Subject;
  readonly filling: Filling;
  readonly layout: Layout;
  readonly slice: number;
}

/** All of it, where both ends are vectors or numbers. */
export function Matrix({ block, subject, filling, layout }: Shown) {
  const plane = planeOf(subject, 0, layout);
  const name = `${plane.title}, ${shapeText(subject, layout)}, ${layout} layout`;
  return <FilledPlane name={name} plane={plane} block={block} filling={filling} />;
}

/** One slice at a time, how much of it is nothing, and what replaces it. */
export function Tensor(props: Shown & { readonly onSlice: (slice: number) => void }) {
  const { block, subject, filling, layout, onSlice } = props;
  const count = slicesOf(subject);
  const slice = Math.min(props.slice, count - 1);
  const plane = planeOf(subject, slice, layout);
  const all = useMemo(() => zerosOf(block, filling), [block, filling]);
  return (
    <div className="tensor">
      <div>
        <div className="slices">
          {count > 1 ? (
            <>
              <SteadyButton
                className="button bare"
                label="Previous slice"
                off={slice === 0}
                onPress={() => onSlice(slice - 1)}
              >
                <Before />
              </SteadyButton>
              <SteadyButton
                className="button bare"
                label="Next slice"
                off={slice === count - 1}
                onPress={() => onSlice(slice + 1)}
              >
                <After />
              </SteadyButton>
            </>
          ) : null}
          <span aria-live="polite">
            <span className="math">{plane.title}</span>
            {count > 1 ? `, slice ${slice + 1} of ${grouped(count)}` : null}
          </span>
        </div>
        <FilledPlane
          name={`${plane.title}, ${plane.rows}×${plane.columns}`}
          plane={plane}
          {...{ block, filling }}
        />
        <p className="quiet">{saidZeros(zerosIn(block, filling, plane), all, count > 1)}</p>
      </div>
      {isTensor(subject) ? <Replaced block={block} subject={subject} slice={slice} /> : null}
    </div>
  );
}

/** How much is nothing: of a slice once all of it is known, and of the whole. */
function saidZeros(slice: Zeros, all: Zeros, sliced: boolean): string {
  const whole = `${ofThem(all)} ${all.known === all.entries ? 'in all' : 'known so far'}`;
  if (all.known === 0) return 'Nothing is known yet.';
  if (slice.known < slice.entries) return `${whole} are 0.`;
  return sliced ? `${ofThem(slice)} entries of this slice are 0; ${whole}.` : `${ofThem(all)} entries are 0.`;
}

const ofThem = ({ zeros, known }: Zeros): string => `${grouped(zeros)} of ${grouped(known)}`;

/** What backpropagation needs in place of the tensor: its product with the seed, of the input’s own shape. */
function Replaced({ block, subject, slice }: Pick<Shown, 'block' | 'subject' | 'slice'>) {
  const seed = useShown((derive, state) => derive.seed(state));
  const { from, to } = subject;
  const pulled = useMemo(() => block.pulled(seed), [block, seed]);
  const factor = useMemo(() => outerFactor(block), [block]);
  const name = useFactorName(factor);
  const id = useId();
  const alone = { ...subject, to: { ...to, shape: [] } };
  const flat = planeOf(alone, slice % slicesOf(alone), 'numerator');
  const [input, output] = [marked(from, 'reverse'), marked(to, 'reverse')];
  const product = `${input} = ${factor === null ? `${output} · ∂${to.display}/∂${from.display}` : `${output} ${name}ᵀ`}`;
  const plane: Plane =
    factor === null
      ? { ...flat, rowHead: from.shape.length > 1 ? flat.rowHead : () => input }
      : {
          ...flat,
          rowHead: (row) => `${output}[${row}] = ${cellText(entryOf(seed, row))}`,
          columnHead: (column) => `${name}[${column}] = ${cellText(factor[column] as number)}`,
        };
  return (
    <section className="replaced" aria-labelledby={id}>
      <h3 id={id}>What replaces it</h3>
      <p>
        Backpropagation never builds this tensor. From the seed{' '}
        <span className="math adjoint">
          {output} = {seedValue(seed, to.shape)}
        </span>{' '}
        {factor === null ? 'one reverse sweep gives' : 'the outer product gives'}{' '}
        <span className="math adjoint whole">{product}</span>, of {from.display}’s own shape
        {factor !== null && name === UNNAMED ? `; ${UNNAMED} is the row of each slice that is not 0.` : '.'}
      </p>
      <Cells
        name={product}
        plane={plane}
        way="reverse"
        entry={(row, column) => pulled[plane.at(row, column).input] as number}
      />
      <p className="quiet">
        {kept(block.outputShape, block.inputShape)} numbers for the tensor, {kept([], block.inputShape)} for{' '}
        <span className="math">{input}</span>
        {factor === null ? '.' : `, ${block.rows} + ${factor.length} for its two factors.`}
      </p>
    </section>
  );
}

/** A seed that is one number stands for an array of it. */
const seedValue = (seed: Value, shape: Shape): string =>
  typeof seed === 'number' && shape.length > 0 && sizeOf(shape) <= MOST
    ? printValue({ shape, data: new Float64Array(sizeOf(shape)).fill(seed) })
    : typeof seed === 'number' && shape.length > 0
      ? `${printValue(seed)} in every entry`
      : printValue(seed);

/** `3·3·2 = 18` */
function kept(output: Shape, input: Shape): string {
  const lengths = [...output, ...input];
  const size = grouped(sizeOf(lengths));
  return lengths.length < 2 ? size : `${lengths.join('·')} = ${size}`;
}

/** A factor that is no input’s value. */
const UNNAMED = 'u';

/** The input whose numbers these are, so that the product can be written with its name. */
function useFactorName(factor: Float64Array | null): string {
  return useShown((derive, state) => {
    const graph = derive.graph(state);
    const values = derive.inputs(state);
    if (factor === null || graph === null || values === null) return UNNAMED;
    const at = values.findIndex((value) => {
      const numbers = numbersOf(value);
      return (
        shapeOf(value).length === 1 &&
        numbers.length === factor.length &&
        numbers.every((x, i) => x === factor[i])
      );
    });
    return inputRowsOf(graph)[at]?.display ?? UNNAMED;
  });
}
