import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  BlueprintError,
  BUILT_STACKS,
  compileBlueprint,
  isBuiltStack,
  parseIdea,
  summarizeBlueprint,
  zipFiles,
} from "@/lib/features/builder";

const HELP = `Turns an idea in plain words into a complete project, offline.

  npm run scaffold -- "an app for my gym" --out gym.zip
  npm run scaffold -- "an app for my gym" --dir ./gym

Options
  --out <file.zip>   write a ZIP
  --dir <folder>     write the files into a folder
  --stack <name>     next-supabase (default), vite-supabase (a single-page app) or hono-postgres (a REST API)
  --blueprint        print the blueprint as JSON and write nothing
  --help             show this text
`;

class UsageError extends Error {}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: "string" },
      dir: { type: "string" },
      stack: { type: "string", default: "next-supabase" },
      blueprint: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const idea = positionals.join(" ");
  if (!values.help && idea.trim() === "") throw new UsageError("Say what the app is for, in quotes.");
  if (!values.help && !values.blueprint && !values.out && !values.dir) {
    throw new UsageError("Say where to put it: --out file.zip or --dir folder.");
  }
  const { stack } = values;
  if (!isBuiltStack(stack)) throw new UsageError(`There is no stack "${stack}": ${BUILT_STACKS.join(", ")}.`);
  return { ...values, stack, idea };
}

async function main(): Promise<void> {
  const options = readArguments();
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const { blueprint } = parseIdea(options.idea, { stack: options.stack });
  if (options.blueprint) {
    process.stdout.write(`${JSON.stringify(blueprint, null, 2)}\n`);
    return;
  }
  const { files } = compileBlueprint(blueprint);
  if (options.dir) {
    for (const file of files) {
      const path = join(resolve(options.dir), file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.content);
    }
  }
  if (options.out) writeFileSync(resolve(options.out), await zipFiles(files, blueprint.app.slug));
  report(blueprint, { count: files.length, target: [options.out, options.dir].filter(Boolean).join(" and ") });
}

function report(blueprint: Parameters<typeof summarizeBlueprint>[0], written: { count: number; target: string }): void {
  const summary = summarizeBlueprint(blueprint);
  console.log(`${summary.name}: ${summary.entities.map((entity) => entity.label).join(", ")}`);
  console.log(`Roles: ${summary.roles.join(", ")}`);
  for (const item of blueprint.assumptions) console.log(`Assumed: ${item.text}`);
  for (const item of blueprint.unsupported) console.log(`Not included: “${item.quote}” ${item.reason}`);
  for (const item of blueprint.review) console.log(`Please check: ${item.message}`);
  console.log(`${written.count} files in ${written.target}`);
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof UsageError || error instanceof BlueprintError || error instanceof TypeError;
  console.error(isExpected ? error.message : error);
  if (error instanceof UsageError) console.error(`\n${HELP}`);
  process.exitCode = isExpected ? 2 : 1;
}
