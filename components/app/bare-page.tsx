import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/links";
import { Logo } from "@/components/ui/logo";
import classes from "./bare-page.module.css";

/** A page outside every shell: the logo leads home, so no state is a dead end. */
export function BarePage({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <TextLink href="/" underline="never" aria-label="Atrium, home">
          <Logo />
        </TextLink>
        {aside}
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}
