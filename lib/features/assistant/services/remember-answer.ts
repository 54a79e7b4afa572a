import "server-only";
import { sql } from "kysely";
import type { RequestContext } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import type { Answer } from "../answers/answer.schema";

type Memory = {
  workspaceId: string;
  assistantId: string;
  corpus: { id: number; version: number };
  key: Buffer;
  answer: Answer;
  context: RequestContext;
};

/** So many answers are kept for one assistant until something changes; the rest are worked out each time. */
const mostRemembered = 5_000;

/**
 * Keeps an answer for the next time the same is asked, unless what is known has changed since it was made. The lock makes such
 * a change wait, and forget this answer with all others. A transaction of its own.
 */
export async function rememberAnswer({
  workspaceId,
  assistantId,
  corpus,
  key,
  answer,
  context,
}: Memory): Promise<void> {
  await asService(async (tx) => {
    await sql`insert into public.remembered_answers (workspace_id, assistant_id, corpus_id, key, answer)
      select k.workspace_id, k.assistant_id, k.id, ${key}, ${JSON.stringify(answer)}::jsonb from public.corpora k
      where k.id = ${corpus.id}::int and k.version = ${corpus.version}::bigint and k.workspace_id = ${workspaceId}::uuid and k.assistant_id = ${assistantId}::uuid
        and (select count(*) from public.remembered_answers r where r.corpus_id = k.id) < ${mostRemembered}
      for share of k
      on conflict (corpus_id, key) do nothing`.execute(tx);
  }, context);
}
