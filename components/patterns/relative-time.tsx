"use client";

import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTimeZone } from "@/components/workspace/use-me";
import { absoluteTime, relativeTime } from "@/lib/shared/format";
import classes from "./relative-time.module.css";

type Props = { iso: string; prefix?: string; inControl?: boolean };

/** Relative at a glance, absolute on hover and focus. `inControl` leaves the tab stop to the surrounding link or button. */
export function RelativeTime({ iso, prefix, inControl = false }: Props) {
  const timeZone = useTimeZone();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  const text = relativeTime(iso, now);
  const time = (
    <time dateTime={iso} className={classes.time} suppressHydrationWarning {...(inControl ? {} : { tabIndex: 0 })}>
      {prefix === undefined ? text : `${prefix} ${text}`}
    </time>
  );
  return inControl ? time : <Tooltip label={absoluteTime(iso, timeZone)}>{time}</Tooltip>;
}
