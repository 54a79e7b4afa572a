import { render } from "preact";
import { Chat } from "./chat";
import { ChatClient } from "./chat-client";
import { Host } from "./host";

const root = document.getElementById("app");
if (root) {
  const client = new ChatClient(document.body.dataset.assistant ?? "");
  const host = new Host((pageUrl) => {
    client.pageUrl = pageUrl;
  });
  render(<Chat client={client} host={host} />, root);
  host.ready();
  void client.start();
}
