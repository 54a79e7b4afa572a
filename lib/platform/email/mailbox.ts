import "server-only";
import { toIso } from "@/lib/platform/clock/clock";
import { asService } from "@/lib/platform/db/service-role";
import type { Mail } from "./template";

export type StoredMail = { id: string; to: string; subject: string; text: string; html: string; createdAt: string };

const kept = 200;

/** Puts a mail into the mailbox page and forgets the oldest beyond 200. */
export async function storeMail(mail: Mail): Promise<void> {
  await asService(async (tx) => {
    await tx
      .insertInto("private.mailbox")
      .values({ recipient: mail.to, subject: mail.subject, body_text: mail.text, body_html: mail.html })
      .execute();
    await tx
      .deleteFrom("private.mailbox")
      .where("id", "in", (q) => q.selectFrom("private.mailbox").select("id").orderBy("created_at", "desc").offset(kept))
      .execute();
  });
}

/** The newest mails first, at most 200. */
export async function listMails(): Promise<StoredMail[]> {
  const rows = await asService((tx) =>
    tx.selectFrom("private.mailbox").selectAll().orderBy("created_at", "desc").limit(kept).execute(),
  );
  return rows.map(toStored);
}

export async function getMail(id: string): Promise<StoredMail | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return undefined;
  const row = await asService((tx) =>
    tx.selectFrom("private.mailbox").selectAll().where("id", "=", id).executeTakeFirst(),
  );
  return row && toStored(row);
}

function toStored(row: {
  id: string;
  recipient: string;
  subject: string;
  body_text: string;
  body_html: string;
  created_at: string;
}): StoredMail {
  return {
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.body_text,
    html: row.body_html,
    createdAt: toIso(row.created_at),
  };
}
