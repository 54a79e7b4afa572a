import "server-only";

/** Starts this process's job runner. */
export async function startJobs(): Promise<void> {}
