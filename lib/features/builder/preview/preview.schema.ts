import { z } from "zod";

export const previewQuery = z.strictObject({ theme: z.enum(["light", "dark"]).default("light") });
