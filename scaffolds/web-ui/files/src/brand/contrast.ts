/** `#rrggbb`. */
export type Color = string;

const channels = (color: Color): readonly [number, number, number] => {
  const [, r = "", g = "", b = ""] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color) ?? [];
  if (r === "") throw new Error(`"${color}" is no color of the form #rrggbb`);
  return [parseInt(r, 16), parseInt(g, 16), parseInt(b, 16)];
};

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: Color): number {
  const [r, g, b] = channels(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** From 1 (the same) to 21 (black and white). https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of `other` (0 to 1) in `one`, channel by channel. */
export function mix(one: Color, other: Color, share: number): Color {
  const target = channels(other);
  const mixed = channels(one).map((channel, index) => Math.round(channel + ((target[index] ?? 0) - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
