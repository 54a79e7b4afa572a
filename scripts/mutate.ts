// Proves that the access tests would notice: weakens one policy, table or permission at a time, in a database of its own
// and in memory, and expects the generated checks to complain. Usage: tsx scripts/mutate.ts [pattern of mutants' names]
import { asServer } from "./support/as-server";

asServer(import.meta.url);
await import("../tests/harness/setup");
const { runMutants } = await import("../tests/contract/support/mutants");
const started = performance.now();
const results = await runMutants({
  only: process.argv[2],
  report: ({ name, complaint }) =>
    console.log(`${complaint ? "killed  " : "SURVIVED"}  ${name.padEnd(70)}  ${complaint ?? ""}`),
});
const survived = results.filter((result) => !result.complaint);
console.log(`\n${Math.round((performance.now() - started) / 1000)} s; a mutant that survives is a hole in the tests.`);
for (const { name } of survived) console.log(`survived: ${name}`);
console.log(`${results.length - survived.length} passed, ${survived.length} failed`);
process.exit(survived.length > 0 || results.length === 0 ? 1 : 0);
