import { Alert, createTheme, type CSSVariablesResolver } from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  // Of each color the shade that is read on white, and the one that is read on black.
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  headings: { fontWeight: "650" },
  components: {
    // A title in the color of its border would be too pale to read.
    Alert: Alert.extend({ styles: { title: { color: "var(--mantine-color-text)" } } }),
  },
});

/** Mantine's own shades of quiet text are below the contrast that WCAG asks for (4.5). https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const readableVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#4b5563",
    "--mantine-color-anchor": "var(--mantine-color-indigo-8)",
    "--mantine-color-placeholder": "#5b6470",
  },
  dark: { "--mantine-color-dimmed": "#b3b9c2", "--mantine-color-anchor": "#a5b4fc", "--mantine-color-placeholder": "#aab0ba" },
});
