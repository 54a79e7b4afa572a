import type { Metadata } from "next";
import { WorkspacesPage } from "@/components/account/workspaces-page";

export const metadata: Metadata = { title: "My workspaces" };

export default function Page() {
  return <WorkspacesPage />;
}
