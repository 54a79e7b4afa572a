"use client";

import { Button, Text } from "@mantine/core";
import { parseAsString, useQueryState } from "nuqs";
import { Fragment, useEffect, useRef } from "react";
import { FormError } from "@/components/patterns/form-error";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { TextLink } from "@/components/ui/links";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { SourceDocument } from "@/lib/features/source/source.schema";
import { plural } from "@/lib/shared/format";
import { type Piece, passageOf, piecesOf } from "./document-pieces";
import classes from "./sources.module.css";
import { useDocumentSlice } from "./use-sources";

/** Characters before a passage that are shown with it. */
const before = 4_000;

/** What was read from a document, with the passage of `?at=start-end` marked and in view. */
export function DocumentPage({ documentId }: { documentId: string }) {
  const [at] = useQueryState("at", parseAsString);
  const passage = passageOf(at);
  return (
    <RequirePermission permission="assistants.read" what="assistants">
      <Reading key={`${documentId} ${at}`} documentId={documentId} passage={passage} />
    </RequirePermission>
  );
}

type Passage = ReturnType<typeof passageOf>;

function Reading({ documentId, passage }: { documentId: string; passage: Passage }) {
  const query = useDocumentSlice(documentId, Math.max(0, (passage?.start ?? 0) - before));
  const { base } = useWorkspace();
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={8} />} home={`${base}/assistants`}>
      {({ pages }) => {
        const [first] = pages;
        if (first === undefined) return null;
        return (
          <article className={classes.document} aria-label={first.title}>
            <Head document={first} />
            {query.isFetchPreviousPageError || query.isFetchNextPageError ? <FormError error={query.error} /> : null}
            {query.hasPreviousPage && (
              <Button
                variant="default"
                loading={query.isFetchingPreviousPage}
                onClick={() => void query.fetchPreviousPage()}
              >
                Show what comes before
              </Button>
            )}
            <Body slices={pages} passage={passage} />
            {query.hasNextPage && (
              <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Show more
              </Button>
            )}
          </article>
        );
      }}
    </QueryView>
  );
}

function Head({ document }: { document: SourceDocument }) {
  const { base } = useWorkspace();
  return (
    <header>
      <TextLink size="sm" href={`${base}/assistants/${document.assistantId}/sources`}>
        All sources
      </TextLink>
      <h2 className={classes.documentTitle}>{document.title}</h2>
      {document.url !== null && (
        <Text size="sm" className={classes.address ?? ""}>
          <a href={document.url} target="_blank" rel="noreferrer noopener">
            {document.url}
          </a>
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {document.pageCount !== null && `${plural(document.pageCount, "page")}, `}
        {plural(document.characters, "character")}, {plural(document.chunkCount, "passage")},{" "}
        <RelativeTime iso={document.updatedAt} prefix="read" />
      </Text>
    </header>
  );
}

function Body({ slices, passage }: { slices: SourceDocument[]; passage: Passage }) {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    mark.current?.scrollIntoView({ block: "center" });
    mark.current?.focus({ preventScroll: true });
  }, []);
  const language = slices[0]?.language;
  let isFirstMark = true;
  return (
    <div
      className={classes.text}
      dir="auto"
      {...(language === undefined || language === "und" ? {} : { lang: language })}
    >
      {piecesOf(slices, passage).map((piece) => {
        const isTarget = piece.isMarked && isFirstMark;
        if (piece.isMarked) isFirstMark = false;
        return (
          <Fragment key={piece.at}>
            {piece.page !== undefined && <PageMark page={piece.page} />}
            <Words piece={piece} {...(isTarget ? { target: mark } : {})} />
          </Fragment>
        );
      })}
    </div>
  );
}

function PageMark({ page }: { page: number }) {
  return (
    <span className={classes.pageMark} lang="en">
      Page {page}
    </span>
  );
}

function Words({ piece, target }: { piece: Piece; target?: React.RefObject<HTMLElement | null> }) {
  if (!piece.isMarked) return piece.text;
  return (
    <mark className={classes.mark} {...(target === undefined ? {} : { ref: target, tabIndex: -1 })}>
      {piece.text}
    </mark>
  );
}
