import "@/lib/features/boot";
import { shutdown } from "@/lib/platform/db/runtime";
import { seedBench, seedBuilder } from "./seed";

const data = process.argv[2] === "builder" ? await seedBuilder() : await seedBench();
console.log(`BENCH ${JSON.stringify(data)}`);
await shutdown();
process.exit(0);
