import { sqlComment } from "../escape";
import type { Model } from "../model";
import type { GeneratedFile } from "../types";
import { accessSql } from "./access";
import { behaviourSql, storageSql } from "./behaviour";
import { foundationSql } from "./foundation";
import { tablesSql } from "./tables";

/** The migrations of a new project, in the order they run. */
export function migrationFiles(model: Model): GeneratedFile[] {
  const header = `-- ${sqlComment(model.blueprint.app.name)}: data, who may touch it, and the rules it keeps.\n`;
  const files = [
    { path: "supabase/migrations/0001_foundation.sql", content: foundationSql(model) },
    {
      path: "supabase/migrations/0002_data.sql",
      content: [header, tablesSql(model), accessSql(model), behaviourSql(model)].join("\n"),
    },
  ];
  if (model.hasFiles) files.push({ path: "supabase/migrations/0003_storage.sql", content: storageSql(model) });
  return files.map((file) => ({ path: file.path, content: tidy(file.content) }));
}

const tidy = (sql: string): string => `${sql.replace(/\n{3,}/g, "\n\n").trim()}\n`;
