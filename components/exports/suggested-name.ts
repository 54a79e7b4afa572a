/** A name as repositories and hosts take it, from what the app is called. */
export function suggestedName(appName: string, longest = 60): string {
  const words = appName.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-");
  return words.replace(/^-+/, "").slice(0, longest).replace(/-+$/, "").toLowerCase() || "app";
}
