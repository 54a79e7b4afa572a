import { IconArrowRight } from "@tabler/icons-react";
import { DemoButton } from "@/components/auth/demo-button";
import { ButtonLink, TextLink } from "@/components/ui/links";
import { Logo } from "@/components/ui/logo";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import classes from "./landing.module.css";
import { Modules } from "./modules";
import { ProductPicture } from "./product-picture";
import { Promises } from "./promises";

type Props = { signedIn: boolean; demo: boolean };

export function Landing({ signedIn, demo }: Props) {
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <Logo size={30} />
        <nav aria-label="Main" className={classes.nav}>
          <TextLink href="/docs/api" className={classes.navLink ?? ""}>
            API
          </TextLink>
          {signedIn ? (
            <ButtonLink href="/workspaces">Open my workspace</ButtonLink>
          ) : (
            <>
              <TextLink href="/sign-in" className={classes.navLink ?? ""}>
                Sign in
              </TextLink>
              <ButtonLink href="/sign-up" visibleFrom="xs">
                Sign up
              </ButtonLink>
            </>
          )}
        </nav>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        <section className={classes.hero}>
          <div>
            <h1 className={classes.title}>From a client’s idea to an app that runs.</h1>
            <p className={classes.lead}>
              Atrium is the workspace for small studios and agencies. Type what the client wants in plain words. Get a
              plan you can read, and a complete project that installs, builds and passes its own tests.
            </p>
            <HeroActions signedIn={signedIn} demo={demo} />
          </div>
          <ProductPicture />
        </section>
        <Promises />
        <Modules />
        <section className={classes.closing}>
          <h2>See it with your own idea.</h2>
          <p>One sentence is enough to start. No AI key, no card and nothing to install.</p>
          <HeroActions signedIn={signedIn} demo={demo} centered />
        </section>
      </main>
      <footer className={classes.footer}>
        <Logo size={22} />
        <nav aria-label="Footer" className={classes.footerNav}>
          <TextLink href="/docs/api" c="dimmed" size="sm">
            API reference
          </TextLink>
          <TextLink href="/sign-in" c="dimmed" size="sm">
            Sign in
          </TextLink>
          <ThemeSwitch />
        </nav>
      </footer>
    </div>
  );
}

function HeroActions({ signedIn, demo, centered = false }: Props & { centered?: boolean }) {
  const arrow = <IconArrowRight size={18} aria-hidden="true" />;
  return (
    <div className={classes.actions} data-centered={centered}>
      {signedIn ? (
        <ButtonLink href="/workspaces" size="md" rightSection={arrow}>
          Open my workspace
        </ButtonLink>
      ) : (
        <>
          {demo && <DemoButton size="md" rightSection={arrow} />}
          <ButtonLink href="/sign-up" size="md" variant={demo ? "default" : "filled"}>
            Create your workspace
          </ButtonLink>
        </>
      )}
    </div>
  );
}
