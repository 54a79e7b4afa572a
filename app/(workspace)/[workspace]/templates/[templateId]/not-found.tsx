import type { Metadata } from "next";
import { NoSuchTemplate } from "@/components/templates/no-such-template";

export const metadata: Metadata = { title: "Not found" };

export default function TemplateNotFound() {
  return <NoSuchTemplate />;
}
