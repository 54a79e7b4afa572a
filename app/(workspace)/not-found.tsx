import type { Metadata } from "next";
import { readMe } from "@/app/_server/read-me";
import { BarePage } from "@/components/app/bare-page";
import { NoSuchWorkspace } from "@/components/app/no-such-workspace";

export const metadata: Metadata = { title: "Not found" };

export default async function WorkspaceNotFound() {
  return (
    <BarePage>
      <NoSuchWorkspace email={(await readMe())?.email} />
    </BarePage>
  );
}
