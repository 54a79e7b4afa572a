import "server-only";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { randomToken } from "@/lib/platform/crypto/crypto";
import {
  ExternalApiError,
  NotFoundError,
  UnsupportedMediaTypeError,
  ValidationError,
} from "@/lib/platform/errors/errors";
import { objectStore } from "@/lib/platform/storage/object-store";

export const logoTypes = ["image/png", "image/jpeg", "image/webp"] as const;
export const logoLimitBytes = 1024 * 1024;
const bucket = "workspace-assets";
const sidePixels = 256;
const maxInputPixels = 24_000_000;

/**
 * Checks what the bytes really are, redraws them at 256 px and stores the copy: metadata, oversized dimensions and
 * anything hidden in the file stay behind.
 * @returns the path to keep in the workspace's row
 * @throws UnsupportedMediaTypeError, ValidationError when the picture cannot be decoded
 */
export async function storeLogo(workspaceId: string, bytes: Uint8Array, declared: string): Promise<string> {
  const real = await fileTypeFromBuffer(bytes);
  if (!real || real.mime !== declared)
    throw new UnsupportedMediaTypeError("TYPE_MISMATCH", "The file is not the picture it says it is.");
  let image: Buffer;
  try {
    image = await sharp(bytes, { limitInputPixels: maxInputPixels })
      .rotate()
      .resize(sidePixels, sidePixels, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 88 })
      .toBuffer();
  } catch (cause) {
    throw new ValidationError("BAD_IMAGE", "This picture cannot be read.", { cause });
  }
  const path = `${workspaceId}/logo-${randomToken().slice(0, 12)}.webp`;
  await objectStore(bucket).put(path, image, "image/webp");
  return path;
}

/** @throws NotFoundError */
export async function readLogo(path: string | null): Promise<Uint8Array> {
  if (path === null) throw new NotFoundError();
  const bytes = await objectStore(bucket).get(path);
  if (!bytes) throw new NotFoundError();
  return bytes;
}

/** The row no longer points here; a leftover object is harmless, so a failure is not the caller's problem. */
export async function dropLogo(path: string | null): Promise<void> {
  if (path === null) return;
  await objectStore(bucket)
    .remove(path)
    .catch((error: unknown) => {
      if (!(error instanceof ExternalApiError)) throw error;
    });
}
