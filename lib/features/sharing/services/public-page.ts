import "server-only";
import { blueprintOf } from "@/lib/features/build/build.files";
import type { Blueprint } from "@/lib/features/builder";
import { withoutClient } from "@/lib/features/template/template.blueprint";
import { contentsOf } from "@/lib/features/template/template.serializer";
import { toIso } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { LRUCache } from "@/lib/shared/lru";
import { type PublicPageRow, publicPageRepository } from "../sharing.repository";
import { type PublicProject, pageKeyParam } from "../sharing.schema";

/**
 * Plans as strangers see them, worked out once per version and words. Whether anybody may see one is never remembered: that is
 * asked of the database each time, so a page that is taken back is gone with the next request.
 */
const plans = new LRUCache<string, Blueprint>(50);

/** @throws NotFoundError for an address that leads nowhere (any more), and for a project without a version */
async function findPage(pageKey: string): Promise<PublicPageRow> {
  if (!pageKeyParam.safeParse(pageKey).success) throw new NotFoundError();
  const row = await asService((tx) => publicPageRepository(tx).find(pageKey));
  if (!row) throw new NotFoundError();
  return row;
}

function planOf(row: PublicPageRow, summary: string): Blueprint {
  const key = `${row.id} ${summary}`;
  const known = plans.get(key);
  if (known) return known;
  const plan = withoutClient(blueprintOf(row), { name: row.app_name, summary });
  if (plan === null) throw new NotFoundError();
  plans.set(key, plan);
  return plan;
}

/** In the owner's words, or in a sentence made from the plan: the app's own tagline may be the client's. */
function summaryOf(row: PublicPageRow): string {
  if (row.page_summary !== "") return row.page_summary;
  const labels = blueprintOf(row).entities.map((entity) => entity.label.many.toLowerCase());
  const shown = labels.slice(0, 4);
  const last = shown.length > 1 ? ` and ${shown.pop()}` : "";
  return `An app that keeps ${shown.join(", ")}${last}.`;
}

/** What the page of a public project shows. @throws NotFoundError */
export async function readPublicProject(pageKey: string): Promise<PublicProject> {
  const row = await findPage(pageKey);
  const summary = summaryOf(row);
  return {
    name: row.app_name,
    summary,
    idea: row.idea,
    version: row.version,
    builtAt: toIso(row.created_at),
    indexed: row.page_indexed,
    ...contentsOf(planOf(row, summary)),
  };
}

/** The plan that the page's preview runs. @throws NotFoundError */
export async function readPublicPlan(pageKey: string): Promise<Blueprint> {
  const row = await findPage(pageKey);
  return planOf(row, summaryOf(row));
}
