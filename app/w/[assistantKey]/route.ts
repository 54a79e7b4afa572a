import { widgetScript } from "@/lib/features/conversation/services/serve-widget";

export const dynamic = "force-dynamic";

/** `/w/<key>.js`: how an assistant's launcher looks, as a script, so that a website needs to allow nothing but scripts of ours. */
export async function GET(request: Request, { params }: { params: Promise<{ assistantKey: string }> }) {
  return await widgetScript(request, (await params).assistantKey.replace(/\.js$/, ""));
}
