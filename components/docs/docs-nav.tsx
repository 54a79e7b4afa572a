"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import classes from "./docs.module.css";
import { useDocsSearch } from "./docs-search";
import { MethodBadge } from "./method-badge";

type NavLink = { id: string; method: string; summary: string; text: string };
type Props = {
  groups: readonly { tag: string; id: string; links: readonly NavLink[] }[];
  intro: readonly { id: string; title: string }[];
};

export function DocsNav({ groups, intro }: Props) {
  const { q, matches } = useDocsSearch();
  const [opened, { toggle, close }] = useDisclosure(false);
  const searching = q.trim() !== "";
  return (
    <nav aria-label="API reference" className={classes.nav} data-opened={opened}>
      <Button
        variant="default"
        fullWidth
        className={classes.navToggle ?? ""}
        aria-expanded={opened}
        aria-controls="docs-contents"
        onClick={toggle}
        rightSection={<IconChevronDown size={16} aria-hidden="true" />}
        justify="space-between"
      >
        Contents
      </Button>
      <div id="docs-contents" className={classes.contents}>
        {!searching && (
          <>
            <p className={classes.navHeading}>Basics</p>
            <ul>
              {intro.map((item) => (
                <li key={item.id}>
                  <a href={`#${item.id}`} onClick={close}>
                    {item.title}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        {groups.map((group) => {
          const links = group.links.filter((link) => matches(link.text));
          return links.length === 0 ? null : (
            <div key={group.id}>
              <p className={classes.navHeading}>{group.tag}</p>
              <ul>
                {links.map((link) => (
                  <li key={link.id}>
                    <a href={`#${link.id}`} onClick={close}>
                      <MethodBadge method={link.method} short />
                      <span>{link.summary}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </div>
    </nav>
  );
}
