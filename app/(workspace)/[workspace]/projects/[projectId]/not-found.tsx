import type { Metadata } from "next";
import { NoSuchProject } from "@/components/projects/no-such-project";

export const metadata: Metadata = { title: "Not found" };

export default function ProjectNotFound() {
  return <NoSuchProject />;
}
