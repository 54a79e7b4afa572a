import "server-only";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { readSource as read } from "../services/read-source";
import type { ReadSource } from "../source.queues";

export const readSource: JobHandler<ReadSource> = (data, { attempt, signal }) => read(data, { attempt, signal });
