import { embedPage } from "@/lib/features/conversation/services/serve-widget";

export const dynamic = "force-dynamic";

/** The chat itself, for the frame that the widget opens. */
export async function GET(request: Request, { params }: { params: Promise<{ assistantKey: string }> }) {
  return await embedPage(request, (await params).assistantKey);
}
