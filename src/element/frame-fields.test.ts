import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostileLinks } from '../state/hostile-links.testing.ts';
import { readFrame } from './frame-fields.ts';

const read = (fragment: string) => {
  const { link, attributes, hasLink } = readFrame(fragment);
  return { link, attributes: Object.fromEntries(attributes), hasLink };
};

describe('the fragment of a frame', () => {
  it('is that of a page, with buttons', () => {
    expect(read('#program=x*y&inputs=x:2,y:5&step=3')).toEqual({
      link: 'program=x*y&inputs=x:2,y:5&step=3',
      attributes: { controls: '' },
      hasLink: true,
    });
    expect(read('')).toEqual({ link: '', attributes: { controls: '' }, hasLink: true });
  });

  it('holds what only the element knows, in any order, also beside a packed state', () => {
    expect(
      read(
        '#theme=dark&s=AAAA&controls=steps,values&label=A+small%20graph&predict&readonly=1&steps=4-9&link=0&lang=en',
      ),
    ).toEqual({
      link: 's=AAAA',
      attributes: {
        theme: 'dark',
        controls: 'steps,values',
        label: 'A small graph',
        predict: '',
        readonly: '1',
        steps: '4-9',
        lang: 'en',
      },
      hasLink: false,
    });
  });

  it('says no by 0, off, no and false', () => {
    for (const no of ['0', 'off', 'no', 'false'])
      expect(read(`predict=${no}&readonly=${no}&link=${no}`)).toEqual({
        link: '',
        attributes: { controls: '' },
        hasLink: false,
      });
    expect(read('controls=none').attributes).toEqual({ controls: 'none' });
  });

  it('leaves what it does not know to the reader of links', () => {
    expect(read('__proto__=1&onclick=alert(1)&style=x&class=y&program=x').link).toBe(
      '__proto__=1&onclick=alert(1)&style=x&class=y&program=x',
    );
  });

  it('is read whatever it holds', async () => {
    for (const { fragment } of await hostileLinks(300)) expect(() => readFrame(fragment)).not.toThrow();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { attributes } = readFrame(`label=${text}&theme=${text}`);
        expect([...attributes.keys()].every((name) => /^[a-z]+$/u.test(name))).toBe(true);
      }),
    );
  });
});
