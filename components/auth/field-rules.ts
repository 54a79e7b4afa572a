/** Quick answers while typing; the server has the last word. */
export function emailProblem(value: string): string | null {
  if (value.trim() === "") return "Enter your e-mail address";
  return /^\S+@\S+\.\S+$/.test(value.trim()) ? null : "This does not look like an e-mail address";
}

export function newPasswordProblem(value: string): string | null {
  if (value.length < 8) return "Use at least 8 characters";
  return new TextEncoder().encode(value).length > 72 ? "Use at most 72 bytes" : null;
}

export type Strength = { score: 0 | 1 | 2 | 3 | 4; label: string; hint: string };

/** A hint, not a gate: length counts most, variety a little, repetition takes away. */
export function passwordStrength(value: string): Strength {
  if (value.length === 0) return { score: 0, label: "", hint: "Three unrelated words make a good password." };
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(value)).length;
  const distinct = new Set(value).size;
  const effective = Math.min(value.length, distinct * 2) + kinds * 1.5;
  if (value.length < 8) return { score: 1, label: "Too short", hint: "At least 8 characters." };
  if (effective < 14) return { score: 2, label: "Weak", hint: "Add a word or two." };
  if (effective < 19) return { score: 3, label: "Good", hint: "Longer is stronger." };
  return { score: 4, label: "Strong", hint: "Keep it in a password manager." };
}
