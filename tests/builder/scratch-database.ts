import type { PGlite } from "@electric-sql/pglite";
import type { GeneratedFile } from "@/lib/features/builder";
import { emptyDatabase } from "./empty-database";

/** One database for many projects, because starting one takes seconds; each project is rolled back. */
export class ScratchDatabase {
  private readonly db: PGlite;

  private constructor(db: PGlite) {
    this.db = db;
  }

  static async start(): Promise<ScratchDatabase> {
    return new ScratchDatabase(await emptyDatabase());
  }

  /** Applies a project's migrations in order, then the rows its access tests look at. Throws what Postgres says. */
  async apply(files: readonly GeneratedFile[]): Promise<void> {
    const contentOf = (path: string): string => files.find((file) => file.path === path)?.content ?? "";
    const migrations = files.filter((file) => file.path.startsWith("supabase/migrations/"));
    const matrix: { setup: string[] } = JSON.parse(contentOf("tests/access/matrix.json"));
    await this.db.exec(`begin; ${contentOf("tests/support/supabase-shim.sql")}`);
    try {
      for (const file of [...migrations].sort((a, b) => (a.path < b.path ? -1 : 1))) await this.db.exec(file.content);
      for (const statement of matrix.setup) await this.db.exec(statement);
    } finally {
      await this.db.exec("rollback");
    }
  }

  close(): Promise<void> {
    return this.db.close();
  }
}
