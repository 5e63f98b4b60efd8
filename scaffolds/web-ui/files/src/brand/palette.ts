import { contrast, mix, type Colour } from "./contrast.ts";

/** Contrast that WCAG 2.2 level AA asks of text. https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const READABLE = 4.5;

const BLACK = "#000000";
const WHITE = "#ffffff";

export interface Palette {
  readonly surface: Colour;
  readonly text: Colour;
  /** Text that matters less; still readable. */
  readonly muted: Colour;
  /** Lines between things. */
  readonly line: Colour;
  /** The brand's colour, as a surface. */
  readonly accent: Colour;
  /** Text on `accent`. */
  readonly onAccent: Colour;
  /** The brand's colour as text on `surface`, as much of it as stays readable. */
  readonly link: Colour;
}

/** Black or white: one of them always reaches 4.58, the square root of 21. */
export const readableOn = (surface: Colour): Colour =>
  contrast(surface, BLACK) > contrast(surface, WHITE) ? BLACK : WHITE;

/** The colour itself when it can be read on a surface, else the first step towards black or white that can. */
export function readableAs(colour: Colour, surface: Colour): Colour {
  const steps = Array.from({ length: 21 }, (_, step) => mix(colour, readableOn(surface), step / 20));
  return steps.find((step) => contrast(step, surface) >= READABLE) ?? readableOn(surface);
}

const palette = (accent: Colour, neutral: Pick<Palette, "surface" | "text" | "muted" | "line">): Palette => ({
  ...neutral,
  accent,
  onAccent: readableOn(accent),
  link: readableAs(accent, neutral.surface),
});

export const lightPalette = (accent: Colour): Palette =>
  palette(accent, { surface: WHITE, text: "#1b1f24", muted: "#57606a", line: "#d0d7de" });

export const darkPalette = (accent: Colour): Palette =>
  palette(accent, { surface: "#14161a", text: "#e6e9ed", muted: "#9aa4af", line: "#3a4149" });
