import "@/lib/features/boot";
import { shutdown } from "@/lib/platform/db/runtime";
import { seedBench } from "./seed";

const data = await seedBench();
console.log(`BENCH ${JSON.stringify(data)}`);
await shutdown();
process.exit(0);
