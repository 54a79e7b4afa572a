"use client";

import { Button, Tabs } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { PageHeader } from "@/components/patterns/page-header";
import { RelativeTime } from "@/components/patterns/relative-time";
import { TextLink } from "@/components/ui/links";
import { framedHtml, mailLinks } from "./mail-links";
import classes from "./mailbox.module.css";

type Mail = { to: string; subject: string; text: string; html: string; createdAt: string };

export function MailView({ mail }: { mail: Mail }) {
  const links = mailLinks(mail.html);
  return (
    <>
      <PageHeader
        title={mail.subject}
        eyebrow={
          <TextLink href="/dev/mail" size="sm" className={classes.back ?? ""}>
            <IconArrowLeft size={15} aria-hidden="true" /> All mails
          </TextLink>
        }
        description={
          <>
            To {mail.to}, <RelativeTime iso={mail.createdAt} />
          </>
        }
      />
      {links.length > 0 && (
        <section aria-label="Links in this mail" className={classes.links}>
          {links.map((link, index) => (
            <Button
              key={link.href}
              component="a"
              href={link.href}
              variant={index === 0 ? "filled" : "default"}
              rel="noreferrer"
            >
              {link.label}
            </Button>
          ))}
        </section>
      )}
      <Tabs defaultValue="html" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="html">Message</Tabs.Tab>
          <Tabs.Tab value="text">Plain text</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html" pt="md">
          <iframe
            title={`Message: ${mail.subject}`}
            className={classes.frame}
            srcDoc={framedHtml(mail.html)}
            sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
          />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="md">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <pre className={classes.text} tabIndex={0}>
            {mail.text}
          </pre>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
