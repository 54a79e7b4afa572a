import { ValidationError } from "@/lib/platform/errors/errors";
import { commonPasswords } from "./common-passwords.data";

const set = new Set(commonPasswords.split(" "));

/** Refuses what attackers try first (OWASP ASVS 5.0, 6.2.4). @throws ValidationError on the field `password` */
export function refuseCommonPassword(password: string, email: string): void {
  const lower = password.toLowerCase();
  if (set.has(lower) || lower === email.toLowerCase() || lower === email.split("@")[0]?.toLowerCase()) {
    throw new ValidationError(
      "PASSWORD_TOO_COMMON",
      "This password is among the first that attackers try. Choose another.",
      {
        details: { fields: { password: "This password is too common" } },
      },
    );
  }
}
