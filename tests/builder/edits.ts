import {
  applyOperations,
  type Blueprint,
  compileBlueprint,
  type GeneratedFile,
  parseIdea,
  readRequest,
} from "@/lib/features/builder";

/** What a studio asks for on the way, one wish a version. The last one takes something away. */
const WISHES = [
  "rename Part to Component",
  "add price (money) and photo to Components; add a list of Customers with name, e-mail and phone",
  "remove phone from Customers; rename Customer to Client",
];

/** A project of four versions, compiled with its history. */
export function editedProject(): GeneratedFile[] {
  const first = parseIdea("An app to track parts and repairs").blueprint;
  const versions: Blueprint[] = [first];
  for (const wish of WISHES) {
    const last = versions.at(-1) ?? first;
    versions.push(applyOperations(last, readRequest(last, wish)));
  }
  return compileBlueprint(versions.at(-1) ?? first, { history: versions.slice(0, -1) }).files;
}
