import type { Plugin } from "vite";
import brand from "../src/brand/brand.json" with { type: "json" };
import { paletteCss } from "../src/brand/palette-css.ts";

const MODULE = "virtual:brand.css";
const RESOLVED = `\0${MODULE}`;

/** Makes `virtual:brand.css`: the palette as a stylesheet of its own, because the Content-Security-Policy admits no style in the page. */
export const brandCss = () =>
  ({
    name: "brand-css",
    resolveId: (id: string) => (id === MODULE ? RESOLVED : undefined),
    load: (id: string) => (id === RESOLVED ? paletteCss(brand.accent) : undefined),
  }) satisfies Plugin;
