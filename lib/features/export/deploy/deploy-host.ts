import type { GeneratedFile } from "@/lib/features/builder";

/** How far a host is with a deploy. */
export type DeployState = {
  phase: "building" | "ready" | "failed" | "canceled";
  /** Where the app runs, as soon as the host says. */
  url: string | null;
  /** Where the host shows how the build went. */
  logUrl: string | null;
  /** Why it failed, in the host's words. */
  said: string;
};
export type HostSetting = { name: string; value: string; secret: boolean };

/** What a host is given to build. */
export type Source = {
  exportId: string;
  version: number;
  stack: string;
  files: readonly GeneratedFile[];
  /** Where the version was pushed to, for a host that builds from a repository. `repository` is `owner/name`. */
  commit: { repository: string; branch: string; sha: string } | null;
  /** Ids of deploys that other exports have started, so that none of them is taken for this one's. */
  otherDeploys: readonly string[];
};

/**
 * One host, spoken to with one token, about one export. Project ids are the host's own. Every method may be called again after
 * a lost answer; those that look for something are asked before anything is made. All throw HostError.
 */
export type DeployHost = {
  /** False when there is no such project any more, or this token does not see it. */
  hasProject: (id: string) => Promise<boolean>;
  /** A project of this name without any deploy, made after this moment: what an earlier try of this export has made. */
  findMade: (site: string, since: Date) => Promise<string | undefined>;
  /** @throws HostError conflict when the name is taken */
  createProject: (site: string) => Promise<string>;
  saveSettings: (projectId: string, settings: readonly HostSetting[]) => Promise<void>;
  /** The deploy that an earlier try of this export has started, unless it came to nothing. */
  findDeploy: (projectId: string) => Promise<string | undefined>;
  startDeploy: (projectId: string) => Promise<string>;
  look: (projectId: string, deployId: string) => Promise<DeployState>;
  /** Asks for the end of a build. What is over already stays as it is. */
  cancel: (projectId: string, deployId: string) => Promise<void>;
};

/** Clocks of two machines differ by less. */
export const clockSlackMs = 5 * 60_000;
