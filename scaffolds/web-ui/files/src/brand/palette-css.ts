import { darkPalette, lightPalette, type Palette } from "./palette.ts";

const properties = (palette: Palette): string =>
  Object.entries(palette)
    .map(
      ([name, color]: [string, string]) =>
        `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${color};`,
    )
    .join(" ");

/** The palette as custom properties (`--surface`, `--on-accent`, …), light or dark as the reader's system is. */
export const paletteCss = (accent: string): string =>
  `:root { ${properties(lightPalette(accent))} }
@media (prefers-color-scheme: dark) { :root { ${properties(darkPalette(accent))} } }
`;
