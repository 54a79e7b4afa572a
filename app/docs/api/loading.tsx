import { BarePage } from "@/components/app/bare-page";
import { PageSkeleton } from "@/components/patterns/skeletons";

export default function Loading() {
  return (
    <BarePage>
      <PageSkeleton />
    </BarePage>
  );
}
