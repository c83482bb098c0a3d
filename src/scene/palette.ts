import type { Quantity } from '../explain/explanation.ts';

export const THEMES = ['light', 'dark', 'projector', 'projector-dark'] as const;
export type ThemeName = (typeof THEMES)[number];

/** The theme that is meant: `auto` is as dark as the system is. */
export const themeNamed = (theme: ThemeName | 'auto', systemIsDark: boolean): ThemeName =>
  theme !== 'auto' ? theme : systemIsDark ? 'dark' : 'light';

/** The colours of a theme. Three of them mean three quantities and nothing else; `focus` means *now*. */
export interface Palette extends Readonly<Record<Quantity, string>> {
  readonly paper: string;
  /** The inside of bodies and cards. */
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  /** A line that is seen, but asks for nothing: the outline of a hull. */
  readonly hush: string;
  readonly wire: string;
  readonly hull: string;
  readonly focus: string;
  readonly focusLine: string;
  /** How strongly what is out of focus is drawn: its lines, and its numbers, which must stay legible. */
  readonly rest: number;
  readonly restText: number;
}

const light: Palette = {
  paper: '#faf9f6',
  surface: '#ffffff',
  ink: '#1c2126',
  soft: '#5d6670',
  line: '#e3e0d9',
  hush: '#c9c6be',
  wire: '#8b9197',
  hull: '#f1efe9',
  value: '#0067a3',
  tangent: '#00755a',
  adjoint: '#b0440a',
  focus: '#ffe9b8',
  focusLine: '#d99a00',
  rest: 0.42,
  restText: 0.68,
};

const dark: Palette = {
  paper: '#14171b',
  surface: '#1d2126',
  ink: '#eceae5',
  soft: '#a4adb6',
  line: '#363c43',
  hush: '#565c64',
  wire: '#7d868f',
  hull: '#1a1e23',
  value: '#62b8ee',
  tangent: '#4ec9a5',
  adjoint: '#f5935a',
  focus: '#4a3a10',
  focusLine: '#f0b429',
  rest: 0.42,
  restText: 0.68,
};

export const palettes: Readonly<Record<ThemeName, Palette>> = {
  light,
  dark,
  // A projector washes colours out: pure white, black ink, darker quantities, and less receding.
  projector: {
    ...light,
    paper: '#ffffff',
    ink: '#000000',
    soft: '#3f474f',
    line: '#c9c6be',
    wire: '#5f666d',
    hull: '#f3f1ec',
    value: '#00559e',
    tangent: '#004f38',
    adjoint: '#9a3800',
    focus: '#ffdf8f',
    focusLine: '#b87d00',
    rest: 0.5,
    restText: 0.75,
  },
  // For a dim room, where a white page dazzles.
  'projector-dark': {
    ...dark,
    paper: '#000000',
    surface: '#121518',
    ink: '#ffffff',
    soft: '#c3cad1',
    line: '#4a5158',
    hush: '#6b737b',
    wire: '#98a1aa',
    hull: '#14181c',
    value: '#74bcff',
    tangent: '#8cf5b4',
    adjoint: '#ffa36b',
    focus: '#5c4708',
    focusLine: '#ffc53d',
    rest: 0.5,
    restText: 0.75,
  },
};

export const FONTS = {
  sans: '"Noto Sans", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif',
  serif: '"Noto Serif", Georgia, "Times New Roman", serif',
} as const;
