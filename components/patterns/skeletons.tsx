"use client";

import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./skeletons.module.css";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

function Busy() {
  return (
    <VisuallyHidden role="status" component="span">
      Loading
    </VisuallyHidden>
  );
}

export function RowsSkeleton({ rows = 5, avatar = false }: { rows?: number; avatar?: boolean }) {
  return (
    <div className={classes.delayed}>
      <Busy />
      <div className={classes.rows} aria-hidden="true">
        {numbers(rows).map((row) => (
          <div key={row} className={classes.row}>
            {avatar && <Skeleton circle height={30} />}
            <div className={classes.grow}>
              <Skeleton height={11} width={`${58 - ((row * 13) % 30)}%`} />
              <Skeleton height={9} width={`${34 - ((row * 7) % 16)}%`} />
            </div>
            <Skeleton height={11} width={72} />
          </div>
        ))}
      </div>
    </div>
  );
}

export function CardsSkeleton({ cards = 6 }: { cards?: number }) {
  return (
    <div className={classes.delayed}>
      <Busy />
      <div className={classes.cards} aria-hidden="true">
        {numbers(cards).map((card) => (
          <div key={card} className={classes.card}>
            <Skeleton height={14} width="62%" />
            <Skeleton height={10} width="40%" />
            <Skeleton height={10} width="90%" mt="sm" />
            <Skeleton height={10} width="70%" />
          </div>
        ))}
      </div>
    </div>
  );
}

export function FormSkeleton({ fields = 3 }: { fields?: number }) {
  return (
    <div className={classes.delayed}>
      <Busy />
      <div aria-hidden="true" style={{ display: "grid", gap: "1.1rem", maxWidth: 440 }}>
        {numbers(fields).map((field) => (
          <div key={field} style={{ display: "grid", gap: "0.5rem" }}>
            <Skeleton height={10} width={110} />
            <Skeleton height={36} />
          </div>
        ))}
        <Skeleton height={36} width={120} />
      </div>
    </div>
  );
}

export function PageSkeleton() {
  return (
    <div className={classes.delayed}>
      <Busy />
      <div aria-hidden="true" style={{ display: "grid", gap: "0.7rem", marginBlockEnd: "1.75rem" }}>
        <Skeleton height={24} width={220} />
        <Skeleton height={11} width={340} maw="80%" />
      </div>
      <RowsSkeleton />
    </div>
  );
}
