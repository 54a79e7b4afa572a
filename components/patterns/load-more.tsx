"use client";

import { Button, Text } from "@mantine/core";
import { plural } from "@/lib/shared/format";
import { FormError } from "./form-error";
import type { CursorList } from "./use-cursor-list";

type Props<T> = { list: CursorList<T>; noun: string; nounMany?: string };

export function LoadMore<T>({ list, noun, nounMany = `${noun}s` }: Props<T>) {
  const failed = list.query.isFetchNextPageError;
  return (
    <div style={{ display: "grid", justifyItems: "center", gap: "0.6rem", marginBlockStart: "1.1rem" }}>
      {failed && <FormError error={list.query.error} />}
      {list.hasMore && (
        <Button variant="default" loading={list.loadingMore} onClick={list.loadMore}>
          Load more
        </Button>
      )}
      <Text size="xs" c="dimmed" role="status">
        {list.hasMore
          ? `${plural(list.items.length, noun, nounMany)} shown, there are more`
          : plural(list.items.length, noun, nounMany)}
      </Text>
    </div>
  );
}
