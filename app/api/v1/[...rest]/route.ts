import { NotFoundError } from "@/lib/platform/errors/errors";
import { failureResponse } from "@/lib/platform/http/envelope";
import { newRequestId } from "@/lib/platform/http/request-id";

export const dynamic = "force-dynamic";

/** Addresses under /api/v1 that nobody serves answer like everything else that does not exist, not with a page. */
async function answer(): Promise<Response> {
  const requestId = newRequestId();
  const response = failureResponse(new NotFoundError(), requestId);
  response.headers.set("x-request-id", requestId);
  return response;
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
