import { IconMail } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/links";
import { Logo } from "@/components/ui/logo";
import classes from "./auth-frame.module.css";

export function AuthFrame({ children, mailbox }: { children: ReactNode; mailbox: boolean }) {
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <header className={classes.header}>
          <TextLink href="/" underline="never" aria-label="Atrium, home">
            <Logo size={30} />
          </TextLink>
          {mailbox && (
            <TextLink href="/dev/mail" size="sm" className={classes.mailbox ?? ""} target="_blank">
              <IconMail size={16} aria-hidden="true" /> Open the mailbox
            </TextLink>
          )}
        </header>
        <main id="content" tabIndex={-1} className={classes.main}>
          {children}
        </main>
      </div>
      <div className={classes.picture} aria-hidden="true">
        <svg viewBox="0 0 400 600" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
          <rect width="400" height="600" fill="#124a3f" />
          <path d="M20 600V250a180 180 0 0 1 360 0v350z" fill="#175d4f" />
          <path d="M62 600V256a138 138 0 0 1 276 0v344z" fill="#1f7361" />
          <path d="M104 600V262a96 96 0 0 1 192 0v338z" fill="#338d77" />
          <path d="M142 600V268a58 58 0 0 1 116 0v332z" fill="#f2bf58" />
          <path d="M104 600 142 520h116l38 80z" fill="#f9d68d" opacity="0.5" />
        </svg>
      </div>
    </div>
  );
}
