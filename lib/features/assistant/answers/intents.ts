import { normalise } from "../retrieval/language";

export type Intent = "greeting" | "thanks" | "goodbye" | "who" | "human" | "lead";

/** Whole messages, normalised: a greeting in front of a question is a question. */
const whole: Record<Exclude<Intent, "human" | "lead">, RegExp> = {
  greeting:
    /^(?:hi+|hello+|hey+|hi there|hello there|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|servus|gruss gott|hola|buenas|buenos dias|buenas (?:tardes|noches)|bonjour|bonsoir|salut|coucou|ciao|buongiorno|buonasera|salve|ola|bom dia|boa (?:tarde|noite)|مرحبا|اهلا|السلام عليكم|صباح الخير|مساء الخير)$/u,
  thanks:
    /^(?:thanks?|thank you|thx|ty|thanks a lot|thank you (?:so|very) much|many thanks|great thanks|ok thanks|perfect thanks|danke|danke schon|vielen dank|merci|merci beaucoup|gracias|muchas gracias|grazie|grazie mille|obrigad[oa]|muito obrigad[oa]|شكرا|شكرا جزيلا)$/u,
  goodbye:
    /^(?:bye|bye bye|goodbye|see you|tschuss|auf wiedersehen|ciao ciao|adios|hasta luego|au revoir|arrivederci|tchau|adeus|مع السلامه|وداعا)$/u,
  who: /^(?:who are you|what are you|are you (?:a )?(?:bot|robot|human|person|real|an ai|ai)|what can you do|wer bist du|wer sind sie|bist du ein (?:bot|mensch|roboter)|quien eres|eres (?:un )?(?:bot|robot|humano)|qui es tu|qui etes vous|es tu un robot|chi sei|sei un (?:bot|robot)|quem es|es um robo|من انت|هل انت روبوت)$/u,
};

/** Said anywhere in a short message. */
const human =
  /\b(?:(?:talk|speak|chat|connect me|put me through|transfer me|get me) (?:to|with) (?:a |an |some|the )?(?:human|person|real person|someone|somebody|agent|representative|operator|staff|employee|support|team|manager)|(?:human|live|real) (?:agent|person|being|support|chat)|(?:real|actual) human|i (?:want|need) (?:a )?(?:human|person|agent)|mit (?:einem |einer |jemandem )?(?:menschen?|mitarbeiter(?:in)?|person|berater(?:in)?) (?:sprechen|reden|chatten|verbinden)|mit jemandem (?:sprechen|reden)|echten? menschen?|hablar con (?:una persona|un humano|un agente|alguien|un asesor)|persona real|parler (?:a|avec) (?:une personne|un humain|un agent|un conseiller|quelqu un)|vraie personne|parlare con (?:una persona|un operatore|qualcuno|un umano)|falar com (?:uma pessoa|um humano|alguem|um atendente))\b|(?:التحدث|اتحدث|التكلم|اتكلم) (?:الي|الى|مع) (?:شخص|انسان|موظف)/u;

const lead =
  /\b(?:call me(?: back)?|contact me|get back to me|email me|reach out to me|leave (?:my|a) (?:number|email|message|contact)|rufen sie mich (?:zuruck|an)|ruckruf|kontaktieren sie mich|melden sie sich bei mir|llamenme|contactenme|llameme|rappelez moi|contactez moi|mi richiami|contattatemi|liguem me|contactem me)\b|(?:اتصلوا بي|تواصلوا معي)/u;

const longestIntent = 140;

/** What a message asks for without asking a question; null for questions. */
export function intentOf(text: string): Intent | null {
  if (text.length > longestIntent) return null;
  const plain = normalise(text);
  for (const [intent, pattern] of Object.entries(whole) as [Exclude<Intent, "human" | "lead">, RegExp][])
    if (pattern.test(plain)) return intent;
  if (human.test(plain)) return "human";
  return lead.test(plain) ? "lead" : null;
}
