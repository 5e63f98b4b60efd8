import type { Plugin } from "vite";
import brand from "../src/brand/brand.json";
import { paletteCss } from "../src/brand/palette-css";

const MODULE = "virtual:brand.css";
const RESOLVED = `\0${MODULE}`;

/** Makes `virtual:brand.css`: the palette as a stylesheet of its own, because the Content-Security-Policy admits no style in the page. */
export const brandCss = (): Plugin => ({
  name: "brand-css",
  resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
  load: (id) => (id === RESOLVED ? paletteCss(brand.accent) : undefined),
});
