import { RowsSkeleton } from "@/components/patterns/skeletons";

export default function Loading() {
  return <RowsSkeleton />;
}
