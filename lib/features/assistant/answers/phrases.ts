import { type AssistantLanguage, assistantLanguages } from "./answer.schema";

type Phrases = {
  found: string;
  uncertain: string;
  unknown: string;
  /** Follows `unknown` where the visitor can leave an address. */
  leaveAddress: string;
  /** Follows `unknown` where people can be asked. */
  askPerson: string;
  noDocuments: string;
  greeting: string;
  thanks: string;
  goodbye: string;
  whoAmI: string;
  handoff: string;
  lead: string;
  offered: string;
};

/** What an assistant says in its own words; everything else is quoted. */
const phrases: Record<AssistantLanguage, Phrases> = {
  en: {
    found: "This is what the documents say:",
    uncertain: "I am not certain. These passages are the closest I found:",
    unknown: "I do not know that from the documents I have. Could you say it in other words?",
    leaveAddress: "You can also leave your e-mail address, and somebody will answer you.",
    askPerson: "You can also talk to a person.",
    noDocuments: "I cannot answer questions yet.",
    greeting: "Hello! What would you like to know?",
    thanks: "You are welcome. Is there anything else?",
    goodbye: "Goodbye!",
    whoAmI:
      "I am an automatic assistant. I answer from this business's own documents and show where each answer comes from.",
    handoff: "I am asking a person to join. You can keep writing meanwhile.",
    lead: "Please leave your e-mail address, and somebody will get back to you.",
    offered: "Which of these do you mean?",
  },
  de: {
    found: "Das steht in den Unterlagen:",
    uncertain: "Ich bin nicht sicher. Diese Stellen passen am ehesten:",
    unknown: "Das weiß ich aus den vorhandenen Unterlagen nicht. Können Sie es anders sagen?",
    leaveAddress: "Sie können auch Ihre E-Mail-Adresse hinterlassen, dann antwortet Ihnen jemand.",
    askPerson: "Sie können auch mit einem Menschen sprechen.",
    noDocuments: "Ich kann noch keine Fragen beantworten.",
    greeting: "Hallo! Was möchten Sie wissen?",
    thanks: "Gern geschehen. Kann ich sonst noch helfen?",
    goodbye: "Auf Wiedersehen!",
    whoAmI:
      "Ich bin ein automatischer Assistent. Ich antworte aus den Unterlagen dieses Unternehmens und zeige, woher jede Antwort stammt.",
    handoff: "Ich hole einen Menschen dazu. Sie können inzwischen weiterschreiben.",
    lead: "Bitte hinterlassen Sie Ihre E-Mail-Adresse, dann meldet sich jemand bei Ihnen.",
    offered: "Welche dieser Fragen meinen Sie?",
  },
  fr: {
    found: "Voici ce que disent les documents :",
    uncertain: "Je ne suis pas certain. Ces passages sont les plus proches :",
    unknown: "Je ne trouve pas la réponse dans les documents dont je dispose. Pouvez-vous le dire autrement ?",
    leaveAddress: "Vous pouvez aussi laisser votre adresse e-mail, quelqu'un vous répondra.",
    askPerson: "Vous pouvez aussi parler à une personne.",
    noDocuments: "Je ne peux pas encore répondre aux questions.",
    greeting: "Bonjour ! Que souhaitez-vous savoir ?",
    thanks: "Avec plaisir. Puis-je encore vous aider ?",
    goodbye: "Au revoir !",
    whoAmI:
      "Je suis un assistant automatique. Je réponds à partir des documents de cette entreprise et j'indique d'où vient chaque réponse.",
    handoff: "Je demande à une personne de vous rejoindre. Vous pouvez continuer à écrire.",
    lead: "Laissez votre adresse e-mail et quelqu'un vous recontactera.",
    offered: "Laquelle de ces questions voulez-vous dire ?",
  },
  es: {
    found: "Esto dicen los documentos:",
    uncertain: "No estoy seguro. Estos son los pasajes más cercanos:",
    unknown: "No lo sé por los documentos que tengo. ¿Puede decirlo de otra manera?",
    leaveAddress: "También puede dejar su correo electrónico y alguien le responderá.",
    askPerson: "También puede hablar con una persona.",
    noDocuments: "Todavía no puedo responder preguntas.",
    greeting: "¡Hola! ¿Qué le gustaría saber?",
    thanks: "De nada. ¿Puedo ayudarle en algo más?",
    goodbye: "¡Hasta luego!",
    whoAmI:
      "Soy un asistente automático. Respondo con los documentos de esta empresa y muestro de dónde viene cada respuesta.",
    handoff: "Estoy avisando a una persona. Mientras tanto puede seguir escribiendo.",
    lead: "Deje su correo electrónico y alguien se pondrá en contacto con usted.",
    offered: "¿A cuál de estas preguntas se refiere?",
  },
  it: {
    found: "Ecco cosa dicono i documenti:",
    uncertain: "Non sono sicuro. Questi sono i passaggi più vicini:",
    unknown: "Non lo so dai documenti che ho. Può dirlo con altre parole?",
    leaveAddress: "Può anche lasciare il suo indirizzo e-mail e qualcuno le risponderà.",
    askPerson: "Può anche parlare con una persona.",
    noDocuments: "Non posso ancora rispondere alle domande.",
    greeting: "Buongiorno! Che cosa vorrebbe sapere?",
    thanks: "Prego. Posso aiutarla in altro?",
    goodbye: "Arrivederci!",
    whoAmI:
      "Sono un assistente automatico. Rispondo con i documenti di questa azienda e mostro da dove viene ogni risposta.",
    handoff: "Sto chiamando una persona. Intanto può continuare a scrivere.",
    lead: "Lasci il suo indirizzo e-mail e qualcuno la ricontatterà.",
    offered: "Quale di queste domande intende?",
  },
  pt: {
    found: "Isto é o que dizem os documentos:",
    uncertain: "Não tenho a certeza. Estas são as passagens mais próximas:",
    unknown: "Não sei isso pelos documentos que tenho. Pode dizê-lo por outras palavras?",
    leaveAddress: "Também pode deixar o seu e-mail e alguém lhe responderá.",
    askPerson: "Também pode falar com uma pessoa.",
    noDocuments: "Ainda não consigo responder a perguntas.",
    greeting: "Olá! O que gostaria de saber?",
    thanks: "De nada. Posso ajudar em mais alguma coisa?",
    goodbye: "Até à próxima!",
    whoAmI:
      "Sou um assistente automático. Respondo com os documentos desta empresa e mostro de onde vem cada resposta.",
    handoff: "Estou a chamar uma pessoa. Entretanto pode continuar a escrever.",
    lead: "Deixe o seu e-mail e alguém entrará em contacto consigo.",
    offered: "A qual destas perguntas se refere?",
  },
  ar: {
    found: "هذا ما تقوله المستندات:",
    uncertain: "لست متأكدًا. هذه أقرب المقاطع التي وجدتها:",
    unknown: "لا أعرف ذلك من المستندات المتاحة لي. هل يمكنك صياغة السؤال بكلمات أخرى؟",
    leaveAddress: "يمكنك أيضًا ترك بريدك الإلكتروني وسيجيبك أحدهم.",
    askPerson: "يمكنك أيضًا التحدث إلى شخص.",
    noDocuments: "لا أستطيع الإجابة عن الأسئلة بعد.",
    greeting: "مرحبًا! ماذا تود أن تعرف؟",
    thanks: "على الرحب والسعة. هل هناك شيء آخر؟",
    goodbye: "إلى اللقاء!",
    whoAmI: "أنا مساعد آلي. أجيب من مستندات هذه المؤسسة وأبيّن مصدر كل إجابة.",
    handoff: "أطلب من شخص أن ينضم. يمكنك متابعة الكتابة في هذه الأثناء.",
    lead: "اترك بريدك الإلكتروني من فضلك وسيتواصل معك أحدهم.",
    offered: "أي من هذه الأسئلة تقصد؟",
  },
};

/** The language to speak: the fixed one of the assistant, else the question's, else the visitor's browser's, else English. */
export function spokenLanguage(wanted: readonly (string | null)[]): AssistantLanguage {
  for (const language of wanted) {
    const found = assistantLanguages.find((known) => known === language?.slice(0, 2).toLowerCase());
    if (found) return found;
  }
  return "en";
}

export function phrasesIn(language: AssistantLanguage): Phrases {
  return phrases[language];
}
