import "server-only";
import { z } from "zod";
import { now } from "@/lib/platform/clock/clock";
import type { AnyJob } from "./define-job";
import { enqueue } from "./enqueue";

const noPayload = z.strictObject({});

/**
 * Remembers which slots this process has asked for, so that it asks the database once a slot. Which process gets the
 * slot is decided there, by a unique index.
 */
export class Schedule {
  readonly #asked = new Map<string, number>();

  constructor(private readonly jobs: readonly AnyJob[]) {}

  async enqueueDue(): Promise<void> {
    for (const job of this.jobs) {
      if (job.everySeconds === undefined) continue;
      const slot = Math.floor(now().getTime() / 1000 / job.everySeconds);
      if (this.#asked.get(job.name) === slot) continue;
      await enqueue(
        null,
        { ...job, schema: noPayload },
        {},
        { singletonKey: "schedule", slotSeconds: job.everySeconds },
      );
      this.#asked.set(job.name, slot);
    }
  }
}
