// `npm run bench` measures everything; `npm run bench -- builder`, `-- ingestion`, `-- list` or `-- retrieval` measures one section.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { benchBuilder } from "./builder";
import { benchIngestion } from "./ingestion";
import { benchList } from "./list";
import { benchRetrieval } from "./retrieval";
import { distDir } from "./servers";

const sections = { builder: benchBuilder, ingestion: benchIngestion, list: benchList, retrieval: benchRetrieval };
type Section = keyof typeof sections;

const asked = process.argv.slice(2);
const known = Object.keys(sections) as Section[];
const unknown = asked.filter((name) => !known.some((section) => section === name));
if (unknown.length > 0) {
  console.error(`Unknown section: ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  process.exit(2);
}
const hasBuild = existsSync(join(distDir, "BUILD_ID"));
for (const section of known.filter((name) => asked.length === 0 || asked.includes(name))) {
  if (section !== "builder" && !hasBuild) {
    console.error('There is no production build. Run "npm run build" first.');
    process.exit(1);
  }
  await sections[section]();
}
