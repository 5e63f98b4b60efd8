import { contrast, mix, type Color } from "./contrast.ts";

/** Contrast that WCAG 2.2 level AA asks of text. https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const READABLE = 4.5;

const BLACK = "#000000";
const WHITE = "#ffffff";

export interface Palette {
  readonly surface: Color;
  readonly text: Color;
  /** Text that matters less; still readable. */
  readonly muted: Color;
  /** Lines between things. */
  readonly line: Color;
  /** The brand's color, as a surface. */
  readonly accent: Color;
  /** Text on `accent`. */
  readonly onAccent: Color;
  /** The brand's color as text on `surface`, as much of it as stays readable. */
  readonly link: Color;
}

/** Black or white: one of them always reaches 4.58, the square root of 21. */
export const readableOn = (surface: Color): Color =>
  contrast(surface, BLACK) > contrast(surface, WHITE) ? BLACK : WHITE;

/** The color itself when it can be read on a surface, else the first step towards black or white that can. */
export function readableAs(color: Color, surface: Color): Color {
  const steps = Array.from({ length: 21 }, (_, step) => mix(color, readableOn(surface), step / 20));
  return steps.find((step) => contrast(step, surface) >= READABLE) ?? readableOn(surface);
}

const palette = (accent: Color, neutral: Pick<Palette, "surface" | "text" | "muted" | "line">): Palette => ({
  ...neutral,
  accent,
  onAccent: readableOn(accent),
  link: readableAs(accent, neutral.surface),
});

export const lightPalette = (accent: Color): Palette =>
  palette(accent, { surface: WHITE, text: "#1b1f24", muted: "#57606a", line: "#d0d7de" });

export const darkPalette = (accent: Color): Palette =>
  palette(accent, { surface: "#14161a", text: "#e6e9ed", muted: "#9aa4af", line: "#3a4149" });
