import { expect, it } from "vitest";
import brand from "../src/brand/brand.json";
import { paletteCss } from "../src/brand/palette-css";
import { brandCss } from "./brand-css";

const { resolveId, load } = brandCss() as { resolveId: (id: string) => string | undefined; load: (id: string) => string | undefined };

it("gives the brand's palette under its own name and leaves other modules alone", () => {
  expect(load(resolveId("virtual:brand.css") ?? "")).toBe(paletteCss(brand.accent));
  expect(resolveId("./styles.css")).toBeUndefined();
  expect(load("./styles.css")).toBeUndefined();
});
