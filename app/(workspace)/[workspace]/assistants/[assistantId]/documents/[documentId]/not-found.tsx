import type { Metadata } from "next";
import { NoSuchDocument } from "@/components/source/no-such-document";

export const metadata: Metadata = { title: "Not found" };

export default function DocumentNotFound() {
  return <NoSuchDocument />;
}
