import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import classes from "./section.module.css";

type Props = { title: string; description?: ReactNode; children: ReactNode; danger?: boolean; actions?: ReactNode };

/** A settings block: what it is on the left, the controls on the right, stacked on narrow screens. */
export function Section({ title, description, children, danger = false, actions }: Props) {
  return (
    <section className={cx(classes.section, danger && classes.danger)}>
      <div className={classes.intro}>
        <h2 className={classes.title}>{title}</h2>
        {description !== undefined && <p className={classes.description}>{description}</p>}
        {actions}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
