import { SUPERSCRIPTS } from '../base/count.ts';
import { displayName } from './names.ts';

/**
 * A formula in the language's spelling, as a board shows it: names with subscripts, `·`, a true minus, small powers
 * raised. The parser reads it back.
 */
export const onBoard = (text: string): string =>
  text
    .replace(/[\p{L}_][\p{L}\p{Nd}\p{M}_]*(?!\()(?![\p{L}\p{Nd}\p{M}_])/gu, displayName)
    .replace(/\^(\d)(?![\d.^])/gu, (_, digit: string) => SUPERSCRIPTS[Number(digit)] ?? '')
    .replaceAll('*', ' · ')
    .replaceAll('/', ' / ')
    .replaceAll('-', '\u2212');
