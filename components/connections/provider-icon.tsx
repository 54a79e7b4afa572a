import { IconBrandGithub, IconBrandVercel, IconCloudUp } from "@tabler/icons-react";
import type { ConnectionProvider } from "@/lib/features/connection/connection.schema";

const icons: Partial<Record<ConnectionProvider, typeof IconBrandGithub>> = {
  github: IconBrandGithub,
  vercel: IconBrandVercel,
};

/** Beside the name of the provider, which says the same. */
export function ProviderIcon({ provider, size }: { provider: ConnectionProvider; size: number }) {
  const Icon = icons[provider] ?? IconCloudUp;
  return <Icon size={size} aria-hidden="true" />;
}
