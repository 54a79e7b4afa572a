import type {
  AskedForPerson,
  ChatMessage,
  ChatSession,
  ChatState,
  ChatStreamEvents,
} from "@/lib/features/conversation/chat.schema";
import { type ChatView, emptyView, type Outgoing, withMessages } from "./chat-state";
import { ChatError, Connection, type StreamedEvent } from "./connection";
import { keep, kept } from "./storage";

export type LeadFields = { email: string; name: string; phone: string; message: string; website: string };
type Done = ChatStreamEvents["done"];

const followAgainMs = 3000;
/** An answer takes seconds; a silence of this length means that the connection is dead. */
const silenceMs = 90_000;

/** The chat of one visitor: what is shown, and everything they can do. */
export class ChatClient {
  #view: ChatView = emptyView;
  #listeners = new Set<() => void>();
  #following: { id: string; stop: AbortController } | undefined;
  pageUrl: string | null = null;
  readonly #connection: Connection;
  readonly #outgoingName: string;

  constructor(assistantKey: string) {
    this.#connection = new Connection(assistantKey, () => this.pageUrl);
    this.#outgoingName = `atrium:${assistantKey}:outgoing`;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly view = (): ChatView => this.#view;

  async start(): Promise<void> {
    this.#set({ phase: "loading", problem: null });
    try {
      this.#begin(await this.#connection.open(), this.#unsent());
    } catch (error) {
      this.#set({ phase: "failed", problem: codeOf(error) });
    }
  }

  /** Sends a message, or one that did not arrive once more: with the same key it is the same message. */
  async send(text: string, again?: Outgoing): Promise<void> {
    const clientKey = again?.clientKey ?? crypto.randomUUID();
    const others = this.#view.outgoing.filter((entry) => entry.clientKey !== clientKey);
    this.#setOutgoing([...others, { clientKey, text, problem: null }]);
    this.#set({ suggestions: [], notice: null, stream: "" });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), silenceMs);
    let answered: Done | undefined;
    let meta: ChatStreamEvents["meta"] | undefined;
    try {
      const body = { text, clientKey, ...this.#place() };
      await this.#connection.listen("messages", { method: "POST", body, signal: stop.signal }, (event) => {
        if (event.type === "meta") meta = event.data as ChatStreamEvents["meta"];
        if (event.type === "done") answered = event.data as Done;
        else this.#hear(event);
      });
      if (!answered || !meta) throw new ChatError("offline");
      const mine: ChatMessage = {
        id: meta.messageId,
        seq: meta.seq,
        role: "visitor",
        text,
        author: null,
        status: null,
        replyTo: null,
        clientKey,
        citations: [],
        thumb: null,
        at: new Date().toISOString(),
      };
      this.#finish(clientKey, mine, answered);
    } catch (error) {
      this.#fail(clientKey, text, error);
    } finally {
      clearTimeout(timer);
    }
  }

  discard(clientKey: string): void {
    this.#setOutgoing(this.#view.outgoing.filter((entry) => entry.clientKey !== clientKey));
  }

  /** @throws ChatError */
  async askForPerson(): Promise<void> {
    try {
      const asked = await this.#connection.ask<AskedForPerson>("handoff", { method: "POST", body: this.#place() });
      if (asked.outcome === "lead") this.openForm("noPerson");
      else this.#show(asked.state);
    } catch (error) {
      if (codeOf(error) !== "CONVERSATION_QUOTA_EXCEEDED") throw error;
      this.openForm("quota");
    }
  }

  openForm(reason: "asked" | "quota" | "noPerson", message = ""): void {
    this.#set({ form: { reason, message, sent: false } });
  }
  closeForm(): void {
    this.#set({ form: null });
  }

  /** @throws ChatError */
  async leaveLead(fields: LeadFields): Promise<void> {
    const { config, conversation, form } = this.#view;
    if (!config?.lead || !form) return;
    try {
      const body = {
        ...fields,
        consent: true,
        consentVersion: config.lead.consentVersion,
        ...(conversation === null ? {} : { conversationId: conversation.id }),
        ...(this.pageUrl === null ? {} : { pageUrl: this.pageUrl }),
      };
      await this.#connection.ask("leads", { method: "POST", body });
      this.#set({ form: { ...form, sent: true } });
    } catch (error) {
      if (error instanceof ChatError && error.code === "CONSENT_CHANGED") {
        const { consent, consentVersion } = error.details;
        const lead = { ...config.lead, consent: String(consent), consentVersion: Number(consentVersion) };
        this.#set({ config: { ...config, lead } });
      }
      throw error;
    }
  }

  /** @throws ChatError */
  async judge(message: ChatMessage, thumb: "up" | "down" | null): Promise<void> {
    const path = `messages/${message.id}/feedback`;
    const changed = await this.#connection.ask<ChatMessage>(path, { method: "POST", body: { thumb } });
    const { conversation } = this.#view;
    if (conversation) this.#set(withMessages(this.#view, conversation, [changed]));
  }

  /** @throws ChatError */
  async rate(rating: number, comment: string): Promise<void> {
    const id = this.#view.conversation?.id ?? "";
    const body = { rating, comment };
    this.#show(await this.#connection.ask<ChatState>(`conversations/${id}/rating`, { method: "POST", body }));
  }

  /** @throws ChatError */
  async startOver(): Promise<void> {
    await this.#connection.ask("conversations/new", { method: "POST", body: {} });
    this.#unfollow();
    this.#setOutgoing([]);
    this.#set({ conversation: null, messages: [], suggestions: [], form: null, notice: null, stream: null });
  }

  /** @throws ChatError */
  async deleteData(): Promise<void> {
    await this.#connection.ask("me", { method: "DELETE" });
    this.#unfollow();
    this.#connection.forget();
    this.#setOutgoing([]);
    this.#set({ ...emptyView, phase: "ready", config: this.#view.config, notice: "deleted" });
  }

  #begin({ config, current }: ChatSession, outgoing: Outgoing[]): void {
    const stored = current?.messages ?? [];
    const isAnswered = ({ clientKey }: Outgoing) => {
      const mine = stored.find((message) => message.clientKey === clientKey);
      return mine !== undefined && stored.some((message) => message.replyTo === mine.id);
    };
    const open = outgoing.filter((entry) => !isAnswered(entry));
    this.#setOutgoing(open);
    this.#set({ phase: "ready", config });
    // What arrived without its answer is shown once, with the button to ask again.
    const isOpen = (message: ChatMessage) => open.some(({ clientKey }) => clientKey === message.clientKey);
    if (current) this.#show({ ...current, messages: stored.filter((message) => !isOpen(message)) });
  }

  #hear(event: StreamedEvent): void {
    if (event.type === "delta") {
      const { text } = event.data as ChatStreamEvents["delta"];
      this.#set({ stream: (this.#view.stream ?? "") + text });
    } else if (event.type === "replace") {
      this.#set({ stream: (event.data as ChatStreamEvents["replace"]).text });
    } else if (event.type === "error") {
      throw new ChatError((event.data as ChatStreamEvents["error"]).code);
    }
  }

  #finish(clientKey: string, mine: ChatMessage, { message, notes, conversation, suggestions }: Done): void {
    this.discard(clientKey);
    const added = [mine, ...(message ? [message] : []), ...notes];
    this.#set({ ...withMessages(this.#view, conversation, added), suggestions, stream: null });
    if (message && ["lead", "no_documents"].includes(message.status ?? "") && this.#view.config?.lead)
      this.openForm("asked", message.status === "lead" ? "" : mine.text);
    this.#followIfNeeded();
  }

  #fail(clientKey: string, text: string, error: unknown): void {
    const problem = codeOf(error);
    const { outgoing } = this.#view;
    this.#setOutgoing(outgoing.map((entry) => (entry.clientKey === clientKey ? { ...entry, problem } : entry)));
    this.#set({ stream: null });
    if (problem === "CONVERSATION_QUOTA_EXCEEDED" && this.#view.config?.lead) {
      this.discard(clientKey);
      this.openForm("quota", text.slice(0, 2000));
    }
  }

  #show({ conversation, messages }: ChatState): void {
    this.#set(withMessages(this.#view, conversation, messages));
    this.#followIfNeeded();
  }

  /** While people may answer, their words come as they write them. */
  #followIfNeeded(): void {
    const { conversation } = this.#view;
    const wanted = conversation && ["waiting", "human"].includes(conversation.status) ? conversation.id : null;
    if (wanted === (this.#following?.id ?? null)) return;
    this.#unfollow();
    if (wanted === null) return;
    const following = { id: wanted, stop: new AbortController() };
    this.#following = following;
    void this.#follow(following);
  }

  #unfollow(): void {
    this.#following?.stop.abort();
    this.#following = undefined;
  }

  async #follow({ id, stop }: { id: string; stop: AbortController }): Promise<void> {
    const { signal } = stop;
    while (!signal.aborted) {
      const after = this.#view.messages.at(-1)?.seq ?? 0;
      try {
        await this.#connection.listen(`conversations/${id}/events?after=${after}`, { signal }, ({ type, data }) => {
          if (type !== "message" || signal.aborted) return;
          const { message, conversation } = data as { message: ChatMessage } & Pick<ChatState, "conversation">;
          this.#set(withMessages(this.#view, conversation, [message]));
        });
        const seen = this.#view.messages.at(-1)?.seq ?? 0;
        const state = await this.#connection.ask<ChatState>(`conversations/${id}?after=${seen}`, { signal });
        if (!signal.aborted) this.#show(state);
      } catch {
        // Not reached; the next look comes in a moment.
      }
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, followAgainMs));
    }
  }

  #place(): { conversationId?: string; pageUrl?: string } {
    const { conversation } = this.#view;
    return {
      ...(conversation === null ? {} : { conversationId: conversation.id }),
      ...(this.pageUrl === null ? {} : { pageUrl: this.pageUrl }),
    };
  }

  /** What was written before the page was left and never arrived. */
  #unsent(): Outgoing[] {
    try {
      const entries: unknown = JSON.parse(kept(this.#outgoingName) ?? "[]");
      if (!Array.isArray(entries)) return [];
      return entries.flatMap((entry: unknown) => {
        if (typeof entry !== "object" || entry === null) return [];
        const [clientKey, text] = [Reflect.get(entry, "clientKey"), Reflect.get(entry, "text")];
        return typeof clientKey === "string" && typeof text === "string"
          ? [{ clientKey, text, problem: "offline" }]
          : [];
      });
    } catch {
      return [];
    }
  }

  #setOutgoing(outgoing: readonly Outgoing[]): void {
    keep(this.#outgoingName, outgoing.length === 0 ? null : JSON.stringify(outgoing));
    this.#set({ outgoing });
  }

  #set(change: Partial<ChatView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export function codeOf(error: unknown): string {
  return error instanceof ChatError ? error.code : "offline";
}
