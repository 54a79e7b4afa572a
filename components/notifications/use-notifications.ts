"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toastError } from "@/components/patterns/toast";
import { meKey } from "@/components/workspace/use-me";
import type { Me } from "@/lib/features/account/account.schema";
import type { Notification } from "@/lib/features/notification/notification.schema";
import { api } from "@/lib/shared/api-client";

const listKey = ["notifications"] as const;

export function useNotifications(enabled: boolean) {
  return useQuery({
    queryKey: listKey,
    queryFn: async ({ signal }) => (await api.get<Notification[]>("notifications", { signal })).data,
    enabled,
  });
}

/** Optimistic: nothing is lost when it fails, the badge just comes back. */
export function useMarkRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | undefined) =>
      api.post("notifications/read", { body: ids === undefined ? {} : { ids } }),
    onMutate: async (ids) => {
      await queryClient.cancelQueries({ queryKey: listKey });
      const before = queryClient.getQueryData<Notification[]>(listKey);
      const me = queryClient.getQueryData<Me>(meKey);
      const hit = (item: Notification) => item.readAt === null && (ids === undefined || ids.includes(item.id));
      const count = before?.filter(hit).length ?? 0;
      queryClient.setQueryData<Notification[]>(listKey, (list) =>
        list?.map((item) => (hit(item) ? { ...item, readAt: new Date().toISOString() } : item)),
      );
      queryClient.setQueryData<Me>(
        meKey,
        (old) =>
          old && { ...old, unreadNotifications: ids === undefined ? 0 : Math.max(0, old.unreadNotifications - count) },
      );
      return { before, me };
    },
    onError: (error, _ids, context) => {
      queryClient.setQueryData(listKey, context?.before);
      queryClient.setQueryData(meKey, context?.me);
      toastError(error);
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: listKey });
      void queryClient.invalidateQueries({ queryKey: meKey });
    },
  });
}
