import { Landing } from "@/components/marketing/landing";
import { getViewer } from "@/lib/platform/auth/viewer";
import { publicConfig } from "@/lib/platform/env/public-config";

export default async function LandingPage() {
  const viewer = await getViewer();
  const { demo } = publicConfig();
  return <Landing signedIn={viewer !== null} demo={demo} />;
}
