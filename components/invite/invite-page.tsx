"use client";

import { Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { goTo } from "@/components/auth/use-demo";
import { ErrorState } from "@/components/patterns/states";
import type { InvitePreview } from "@/lib/features/invite/invite.schema";
import { ApiError, api } from "@/lib/shared/api-client";
import { InviteCard } from "./invite-card";
import { InviteProblem, isInviteProblem } from "./invite-problem";

type Props = { token: string; viewerEmail: string | null };
type Accepted = { status: string; workspaceSlug: string; projectId: string | null };

export function InvitePage({ token, viewerEmail }: Props) {
  const preview = useQuery({
    queryKey: ["invite", token],
    queryFn: ({ signal }) => api.post<InvitePreview>("invites/preview", { body: { token }, signal }),
    staleTime: 60_000,
  });
  const accept = useMutation({
    mutationFn: () => api.post<Accepted>("invites/accept", { body: { token } }),
    onSuccess: ({ data }) =>
      goTo(data.projectId === null ? `/${data.workspaceSlug}` : `/${data.workspaceSlug}/projects/${data.projectId}`),
  });
  const decline = useMutation({ mutationFn: () => api.post("invites/decline", { body: { token } }) });

  const failure = [accept.error, decline.error, preview.error].find(Boolean);
  if (failure instanceof ApiError && isInviteProblem(failure.code)) {
    return <InviteProblem error={failure} token={token} viewerEmail={viewerEmail} preview={preview.data?.data} />;
  }
  if (decline.isSuccess) return <InviteProblem declined token={token} viewerEmail={viewerEmail} />;
  if (preview.error !== null) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} home="/" headingLevel={1} />;
  }
  if (preview.data === undefined) return <Skeleton height={320} radius="lg" />;
  return (
    <InviteCard
      invite={preview.data.data}
      token={token}
      viewerEmail={viewerEmail}
      accepting={accept.isPending || accept.isSuccess}
      declining={decline.isPending}
      error={accept.error ?? decline.error}
      onAccept={() => accept.mutate()}
      onDecline={() => decline.mutate()}
    />
  );
}
