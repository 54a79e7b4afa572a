import type { Metadata } from "next";
import { PreferencesPage } from "@/components/account/preferences-page";

export const metadata: Metadata = { title: "Notification settings" };

export default function Page() {
  return <PreferencesPage />;
}
