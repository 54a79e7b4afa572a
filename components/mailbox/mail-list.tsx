"use client";

import { TextInput } from "@mantine/core";
import { IconMailOpened, IconSearch } from "@tabler/icons-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { PageHeader } from "@/components/patterns/page-header";
import { RelativeTime } from "@/components/patterns/relative-time";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { plural } from "@/lib/shared/format";
import classes from "./mailbox.module.css";
import { RefreshMails } from "./refresh-mails";

export type MailSummary = { id: string; to: string; subject: string; createdAt: string };

export function MailList({ mails }: { mails: readonly MailSummary[] }) {
  const [q, setQ] = useQueryState("q", parseAsString.withDefault("").withOptions({ clearOnDefault: true }));
  const wanted = q.trim().toLowerCase();
  const shown = mails.filter((mail) => `${mail.to} ${mail.subject}`.toLowerCase().includes(wanted));
  return (
    <>
      <PageHeader
        title="Mailbox"
        description="This installation has no mail provider, so every mail it sends arrives here. The newest 200 are kept."
        actions={<RefreshMails />}
      />
      {mails.length === 0 ? (
        <EmptyState
          icon={IconMailOpened}
          title="No mail yet"
          body="Sign up, invite somebody or reset a password, and the mail appears here within seconds."
        />
      ) : (
        <>
          <search className={classes.search}>
            <TextInput
              type="search"
              placeholder="Search by address or subject"
              aria-label="Search mails by address or subject"
              leftSection={<IconSearch size={16} aria-hidden="true" />}
              maxLength={120}
              value={q}
              onChange={(event) => void setQ(event.currentTarget.value)}
            />
          </search>
          {shown.length === 0 ? (
            <FilteredEmptyState title={`No mail matches “${q.trim()}”`} onClear={() => void setQ(null)} />
          ) : (
            <ul className={classes.list}>
              {shown.map((mail) => (
                <li key={mail.id}>
                  <Link href={`/dev/mail/${mail.id}`} className={classes.row} prefetch={false}>
                    <span className={classes.subject}>{mail.subject}</span>
                    <span className={classes.to}>To {mail.to}</span>
                    <span className={classes.time}>
                      <RelativeTime iso={mail.createdAt} inControl />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <p className={classes.count} role="status">
            {plural(shown.length, "mail")}
          </p>
        </>
      )}
    </>
  );
}
