import type { Metadata } from "next";
import { BarePage } from "@/components/app/bare-page";
import { NotFoundState } from "@/components/app/not-found-state";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <BarePage>
      <NotFoundState />
    </BarePage>
  );
}
