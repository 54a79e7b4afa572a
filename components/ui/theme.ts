import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  parseThemeColor,
} from "@mantine/core";

/** Weathered copper: the roof line of the courtyard. Shade 6 carries white text (5.7:1), shade 4 carries black. */
const patina: MantineColorsTuple = [
  "#edf7f4",
  "#d5ebe4",
  "#aed8cb",
  "#80c1af",
  "#54a892",
  "#338d77",
  "#1f7361",
  "#175d4f",
  "#124a3f",
  "#0b342d",
];
/** Light falling through the roof. Accent only, never a text colour on white below shade 7. */
const sun: MantineColorsTuple = [
  "#fff6e3",
  "#fde9c0",
  "#f9d68d",
  "#f2bf58",
  "#e5a52f",
  "#c98712",
  "#a5690b",
  "#845107",
  "#663d06",
  "#452903",
];
const gray: MantineColorsTuple = [
  "#f8f8f5",
  "#f0f0ec",
  "#e5e5df",
  "#d5d6cf",
  "#b6b8b0",
  "#868a81",
  "#61655d",
  "#454a44",
  "#2d322e",
  "#1b1f1c",
];
const dark: MantineColorsTuple = [
  "#e6e9e6",
  "#c4cac5",
  "#9fa7a1",
  "#79827c",
  "#3e4642",
  "#2e3532",
  "#232927",
  "#191e1c",
  "#131716",
  "#0c0f0e",
];
const red: MantineColorsTuple = [
  "#fdf0ee",
  "#f9dbd6",
  "#f1b5ac",
  "#e68a7d",
  "#da6454",
  "#c94535",
  "#b03526",
  "#8f2a1e",
  "#6f2118",
  "#4a1510",
];

const fontFamily = '"Inter Variable", ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif';

export const theme = createTheme({
  colors: { patina, sun, gray, dark, red },
  primaryColor: "patina",
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  white: "#ffffff",
  black: "#1b1f1c",
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace',
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  lineHeights: { xs: "1.4", sm: "1.5", md: "1.55", lg: "1.6", xl: "1.6" },
  headings: {
    fontFamily,
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.625rem", lineHeight: "1.25" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.4" },
      h4: { fontSize: "0.9375rem", lineHeight: "1.45" },
    },
  },
  radius: { xs: "4px", sm: "6px", md: "9px", lg: "14px", xl: "22px" },
  defaultRadius: "md",
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2.25rem" },
  shadows: {
    xs: "0 1px 2px rgb(20 32 27 / 6%)",
    sm: "0 1px 2px rgb(20 32 27 / 5%), 0 3px 10px -4px rgb(20 32 27 / 10%)",
    md: "0 2px 4px rgb(20 32 27 / 5%), 0 12px 28px -10px rgb(20 32 27 / 18%)",
    lg: "0 4px 8px rgb(20 32 27 / 6%), 0 24px 56px -16px rgb(20 32 27 / 26%)",
    xl: "0 8px 16px rgb(20 32 27 / 8%), 0 40px 80px -24px rgb(20 32 27 / 34%)",
  },
  // The library picks black or white text for the light theme only; the filled shade differs between our themes.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    const parsed = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme });
    const followsTheme = input.variant === "filled" && parsed.isThemeColor && parsed.shade === undefined;
    return followsTheme ? { ...resolved, color: "var(--atr-on-filled)" } : resolved;
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: {
        centered: true,
        radius: "lg",
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    // Inside of a dialog a <header> would be another banner of the page: its section has a role of its own.
    ModalHeader: { defaultProps: { role: "presentation" } },
    DrawerHeader: { defaultProps: { role: "presentation" } },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    Menu: { defaultProps: { shadow: "md", radius: "md" } },
    Paper: { defaultProps: { radius: "lg" } },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", fw: 600 } },
    Alert: { defaultProps: { radius: "md", variant: "light" } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { "aria-label": "Show or hide the password" } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: "right" } },
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": gray[9],
    "--mantine-color-dimmed": gray[6],
    "--mantine-color-placeholder": "#70746b",
    "--mantine-color-error": red[6],
    "--mantine-color-default-border": gray[3],
    "--mantine-color-anchor": patina[7],
  },
  dark: {
    "--mantine-color-body": dark[6],
    "--mantine-color-text": dark[0],
    "--mantine-color-dimmed": dark[2],
    "--mantine-color-placeholder": "#8e9791",
    "--mantine-color-error": red[3],
    "--mantine-color-default": dark[6],
    "--mantine-color-default-hover": dark[5],
    "--mantine-color-default-border": dark[4],
    "--mantine-color-anchor": patina[3],
    "--mantine-color-patina-light": "#1e3d35",
    "--mantine-color-patina-light-hover": "#254a40",
    "--mantine-color-patina-light-color": patina[2],
    "--mantine-primary-color-contrast": "#0c0f0e",
  },
});
