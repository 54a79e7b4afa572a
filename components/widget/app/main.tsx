import { render } from "preact";
import { Chat } from "./chat";
import { ChatClient } from "./chat-client";
import { Host } from "./host";
import { isStorageForbidden, keepElsewhere } from "./storage";

const root = document.getElementById("app");
if (root) {
  const client = new ChatClient(document.body.dataset.assistant ?? "");
  const host = new Host((pageUrl) => {
    client.pageUrl = pageUrl;
  });
  render(<Chat client={client} host={host} />, root);
  host.ready();
  void begin(client, host);
}

async function begin(client: ChatClient, host: Host): Promise<void> {
  if (isStorageForbidden()) keepElsewhere(await host.kept(), host.keep);
  await client.start();
}
