import type { AssistantLanguage } from "@/lib/features/assistant/answers/answer.schema";

/** What a conversation tells its visitor of a change. The visitor reads it, so it is said in their language. */
type Words = { joined: (name: string) => string; released: string; resolved: string; reopened: string };

const words: Record<AssistantLanguage, Words> = {
  en: {
    joined: (name) => `${name} has joined the conversation.`,
    released: "The assistant answers again.",
    resolved: "This conversation was closed.",
    reopened: "This conversation is open again.",
  },
  es: {
    joined: (name) => `${name} se ha unido a la conversación.`,
    released: "El asistente vuelve a responder.",
    resolved: "Esta conversación se ha cerrado.",
    reopened: "Esta conversación está abierta de nuevo.",
  },
  fr: {
    joined: (name) => `${name} a rejoint la conversation.`,
    released: "L’assistant répond à nouveau.",
    resolved: "Cette conversation a été fermée.",
    reopened: "Cette conversation est de nouveau ouverte.",
  },
  de: {
    joined: (name) => `${name} ist jetzt im Gespräch.`,
    released: "Der Assistent antwortet wieder.",
    resolved: "Dieses Gespräch wurde beendet.",
    reopened: "Dieses Gespräch ist wieder offen.",
  },
  pt: {
    joined: (name) => `${name} entrou na conversa.`,
    released: "O assistente volta a responder.",
    resolved: "Esta conversa foi encerrada.",
    reopened: "Esta conversa está aberta de novo.",
  },
  it: {
    joined: (name) => `${name} si è unito alla conversazione.`,
    released: "L’assistente risponde di nuovo.",
    resolved: "Questa conversazione è stata chiusa.",
    reopened: "Questa conversazione è di nuovo aperta.",
  },
  ar: {
    joined: (name) => `انضم ${name} إلى المحادثة.`,
    released: "المساعد يجيب من جديد.",
    resolved: "تم إغلاق هذه المحادثة.",
    reopened: "هذه المحادثة مفتوحة من جديد.",
  },
};

/** English where the product does not speak the visitor's language. */
export function inboxWords(language: string): Words {
  return words[language as AssistantLanguage] ?? words.en;
}
