import type { ReactNode } from "react";
import classes from "./page-header.module.css";

type Props = { title: string; description?: ReactNode; actions?: ReactNode; eyebrow?: ReactNode };

export function PageHeader({ title, description, actions, eyebrow }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.text}>
        {eyebrow}
        <h1 className={classes.title}>{title}</h1>
        {description !== undefined && <div className={classes.description}>{description}</div>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
