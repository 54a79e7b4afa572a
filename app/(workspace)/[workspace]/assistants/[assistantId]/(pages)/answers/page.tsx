import type { Metadata } from "next";
import { AnswersPage } from "@/components/assistant/answers-page";

export const metadata: Metadata = { title: "Answers" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <AnswersPage assistantId={(await params).assistantId} />;
}
