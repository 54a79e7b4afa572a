/** Of its functions the one that is used, with the types of Node.js: those on the registry are for Express. */
declare module "compression" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  function compression(): (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) => void;
  export = compression;
}
