"use client";

import type { ReactNode } from "react";
import { ErrorState } from "./states";

type QueryLike<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
type Props<T> = {
  query: QueryLike<T>;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
  /** Where the error leads when retrying makes no sense. */
  home?: string;
};

/** Skeleton, error or data. Stale data stays visible when a refetch fails. */
export function QueryView<T>({ query, skeleton, children, home }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return skeleton;
  return (
    <ErrorState error={query.error} onRetry={() => void query.refetch()} {...(home === undefined ? {} : { home })} />
  );
}
