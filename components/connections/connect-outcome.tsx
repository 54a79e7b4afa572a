"use client";

import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { connectOutcomes, type ConnectOutcome as Outcome } from "@/lib/features/connection/connection.schema";

const words: Record<Outcome, { title: string; body: string }> = {
  connected: { title: "GitHub is connected", body: "Every editor can export with this account now." },
  denied: { title: "Nothing was connected", body: "You declined at GitHub. You can start again, or paste a token." },
  mismatch: {
    title: "Nothing was connected",
    body: "This answer from GitHub does not belong to a connection that you began in this session. Start again from here.",
  },
  expired: { title: "That took too long", body: "An answer from GitHub counts for ten minutes. Start again." },
  used: {
    title: "Nothing new was connected",
    body: "This answer from GitHub was used already, and each one counts once. Start again if the account is not in the list.",
  },
  role: {
    title: "Nothing was connected",
    body: "Your role in this workspace changed meanwhile: only owners and admins connect accounts.",
  },
  scope: {
    title: "Nothing was connected",
    body: "GitHub gave no access to repositories, without which nothing can be exported. Start again and allow it.",
  },
  limit: { title: "Nothing was connected", body: "This workspace has 20 connections already. Remove one first." },
  unreachable: { title: "GitHub could not be reached", body: "Nothing was connected. Try again in a moment." },
  refused: {
    title: "GitHub refused",
    body: "GitHub did not accept this installation’s app. Its operator can check the client id, the secret and the callback address. A token works without.",
  },
  failed: { title: "That did not work", body: "Something went wrong on our side. Nothing was connected. Try again." },
};

/** What came of the way to GitHub and back, as the address of the page says. */
export function ConnectOutcome() {
  const [outcome, setOutcome] = useQueryState("github", parseAsStringLiteral(connectOutcomes));
  if (outcome === null) return null;
  const { title, body } = words[outcome];
  const isGood = outcome === "connected";
  return (
    <Alert
      role="status"
      color={isGood ? "patina" : "sun"}
      icon={isGood ? <IconCheck aria-hidden="true" /> : <IconAlertTriangle aria-hidden="true" />}
      title={title}
      mb="md"
      withCloseButton
      closeButtonLabel="Close this message"
      onClose={() => void setOutcome(null)}
    >
      {body}
    </Alert>
  );
}
