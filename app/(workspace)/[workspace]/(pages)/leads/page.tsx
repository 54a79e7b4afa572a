import type { Metadata } from "next";
import { LeadsPage } from "@/components/lead/leads-page";

export const metadata: Metadata = { title: "Leads" };

export default function Page() {
  return <LeadsPage />;
}
