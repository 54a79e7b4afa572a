import { PageSkeleton } from "@/components/patterns/skeletons";

export default function Loading() {
  return <PageSkeleton />;
}
