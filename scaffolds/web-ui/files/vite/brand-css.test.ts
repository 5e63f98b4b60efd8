import { expect, it } from "vitest";
import brand from "../src/brand/brand.json" with { type: "json" };
import { paletteCss } from "../src/brand/palette-css.ts";
import { brandCss } from "./brand-css.ts";

const { resolveId, load } = brandCss();

it("gives the brand's palette under its own name and leaves other modules alone", () => {
  expect(load(resolveId("virtual:brand.css") ?? "")).toBe(paletteCss(brand.accent));
  expect(resolveId("./styles.css")).toBeUndefined();
  expect(load("./styles.css")).toBeUndefined();
});
