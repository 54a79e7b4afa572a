import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { notify } from "@/lib/features/notification/services/notify";
import { asService } from "@/lib/platform/db/db";
import { createWorkspace } from "../factories/people";

describe("notify", () => {
  it("tells the same thing once", async () => {
    const ws = await createWorkspace();
    const notice = { userId: ws.owner.id, type: "member.joined", title: "x", workspaceId: ws.id, dedupeKey: randomUUID() } as const;
    expect(await asService((tx) => notify(tx, notice))).toBe(true);
    expect(await asService((tx) => notify(tx, notice))).toBe(false);
  });
});
