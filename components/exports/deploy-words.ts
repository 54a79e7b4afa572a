import type { HostProvider } from "@/lib/features/connection/connection.schema";

/** What a project is called at the host, what its address ends with, and what a deploy there does. */
export const hostWords: Record<HostProvider, { project: string; ending: string; what: string }> = {
  vercel: {
    project: "Project",
    ending: ".vercel.app",
    what: "Vercel takes this version’s files and builds them. The first deploy makes a project, later ones under the same name update it.",
  },
  netlify: {
    project: "Site",
    ending: ".netlify.app",
    what: "Netlify takes this version’s files and builds them; no repository is needed. The first deploy makes a site, later ones under the same name update it.",
  },
  railway: {
    project: "Project",
    ending: "-production.up.railway.app",
    what: "Railway builds from GitHub: export this version there first, and let Railway’s GitHub app see that repository. The first deploy makes a project with a service, later ones under the same name update it.",
  },
};
