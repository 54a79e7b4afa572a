// One compilation of the largest plan in a process of its own, so that its memory is its own. Answers in one line.
import { compileBlueprint, zipFiles } from "@/lib/features/builder";
import { sha256 } from "@/lib/features/builder/compiler/hash";
import { bigBlueprint } from "./big-blueprint";

const started = performance.now();
const { files } = compileBlueprint(bigBlueprint(40, 20));
const compileMs = performance.now() - started;
const zip = await zipFiles(files);
const maxRssMb = process.resourceUsage().maxRSS / 1024;
console.log(`BENCH ${JSON.stringify({ compileMs, maxRssMb, zip: sha256(Buffer.from(zip).toString("base64")) })}`);
