const COLOURS: [RegExp, string, string][] = [
  [/\b(pink|rosa|rose)\b/i, "#c2185b", "pink"],
  [/\b(red|rojo)\b/i, "#b3261e", "red"],
  [/\b(orange|naranja)\b/i, "#b45309", "orange"],
  [/\b(yellow|amarillo)\b/i, "#8a6100", "yellow"],
  [/\b(green|verde)\b/i, "#1b7a43", "green"],
  [/\b(teal|turquoise|turquesa)\b/i, "#0f766e", "teal"],
  [/\b(blue|azul)\b/i, "#1d4ed8", "blue"],
  [/\b(purple|violet|morado)\b/i, "#6d28d9", "purple"],
  [/\b(brown|marr[oó]n)\b/i, "#7a4a21", "brown"],
  [/\b(black|negro)\b/i, "#1f2328", "black"],
];

/** Theme colour stated in the idea ("pink theme"), or the domain's own. Each value reads on white at 4.5:1. */
export function readTheme(text: string, fallback: string): { primary: string; assumptions: string[] } {
  const isAboutLooks = /\b(theme|colou?rs?|brand|tema|colores?|look)\b/i.test(text);
  const named = isAboutLooks ? COLOURS.find(([pattern]) => pattern.test(text)) : undefined;
  if (!named) return { primary: fallback, assumptions: [] };
  return { primary: named[1], assumptions: [`The ${named[2]} theme uses ${named[1]}, dark enough to read.`] };
}
