import { expect, it } from "vitest";
import brand from "./brand.json" with { type: "json" };
import { contrast } from "./contrast.ts";
import { darkPalette, lightPalette, READABLE, readableAs, readableOn } from "./palette.ts";
import { paletteCss } from "./palette-css.ts";

/** Every seventeenth value of each channel: 4096 colors from black to white. */
const accents = Array.from({ length: 4096 }, (_, index) => {
  const channels = [index >> 8, (index >> 4) & 15, index & 15];
  return `#${channels.map((channel) => channel.toString(16).repeat(2)).join("")}`;
});

it("measures as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrast("#1f4fd8", "#1f4fd8")).toBe(1);
  expect(() => contrast("blue", "#ffffff")).toThrow('"blue" is no color of the form #rrggbb');
});

it.each([
  ["light", lightPalette],
  ["dark", darkPalette],
])("makes every text of the %s palette readable, whatever the brand's color is", (_, palette) => {
  for (const accent of accents) {
    const { surface, text, muted, link, onAccent } = palette(accent);
    const texts = [
      contrast(text, surface),
      contrast(muted, surface),
      contrast(link, surface),
      contrast(onAccent, accent),
    ];
    expect(Math.min(...texts), accent).toBeGreaterThanOrEqual(READABLE);
  }
});

it("leaves a color that is readable as it is, and moves another no further than needed", () => {
  expect(readableAs("#00008b", "#ffffff")).toBe("#00008b");
  const moved = readableAs("#ffd700", "#ffffff");
  expect(moved).not.toBe(readableOn("#ffffff"));
  expect(contrast(moved, "#ffffff")).toBeLessThan(6);
});

it("writes both palettes as custom properties", () => {
  const css = paletteCss(brand.accent);
  expect(css).toContain(`--accent: ${brand.accent};`);
  expect(css).toContain(`--on-accent: ${readableOn(brand.accent)};`);
  expect(css).toMatch(/@media \(prefers-color-scheme: dark\) \{ :root \{ --surface: #14161a;/);
});
