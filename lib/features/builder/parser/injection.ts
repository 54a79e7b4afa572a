const DIRECTIVES: RegExp[] = [
  /^\s*(system|assistant|developer|###? ?instruction)s?\s*:/i,
  /\b(ignore|disregard|forget) (all |any )?(of )?(the |your |my )?(previous|prior|above|earlier)\b/i,
  /\b(ignore|disregard|forget) (all |any )?(of )?(the |your |my )?(rules|instructions|guidelines|restrictions)\b/i,
  /\b(ignora|ignore|olvida|esquece|dimentica) (todas? |tutte |toutes )?(las |as |le |les |tus |suas |tue )?(instrucciones|instruções|instruções|istruzioni|instructions|reglas|regras|regole|règles|consignes)(?!\p{L})/iu,
  /\b(ignorier|vergiss|missachte)\w* (alle |sämtliche )?(bisherigen |vorherigen |obigen |deine )?(anweisungen|regeln|instruktionen|vorgaben)(?!\p{L})/iu,
  /(تجاهل|انس) (جميع |كل )?(التعليمات|القواعد|الأوامر)/u,
  /\bworld[- ](writ|read)able\b/i,
  /\b(developer|jailbreak|dan|god) mode\b/i,
  /\b(print|reveal|show|output|repeat|write)\b.{0,40}\b(system prompt|api keys?|secrets?|environment variables|credentials)\b/i,
  /\b(disable|turn off|remove|skip|bypass|drop)\b.{0,30}\b(row[- ]level security|rls|auth(entication)?|security|polic(y|ies))\b/i,
  /\b(create|add|make)\b.{0,30}\b(admin|root|superuser)\b.{0,30}\b(account|user|login|password)\b/i,
  /\b(curl|wget|bash|sh|rm -rf|npm i(nstall)?|eval|powershell)\b.{0,60}(\||https?:|-rf|\/)/i,
  /\b(pre|post)install\b/i,
  /\byou are (now |an? )?(in )?(developer|unrestricted|a different|an? (ai|language model))\b/i,
  /\b(drop|truncate) (table|database|schema)\b/i,
  /<\/?(script|iframe)\b/i,
];

/** What an order is about when it goes on from the one before: rights, secrets and the machine, never an app's own things. */
const MACHINE =
  /\b(admins?|root|superusers?|access|public|passw\w*|credentials?|secrets?|tokens?|keys?|prompts?|instructions?|rules?|polic\w+|permissions?|rights|roles?|privileges?|every(?:one|body)|any(?:one|body)|databases?|tables?|schemas?|servers?|env|readme|packages?|scripts?|commands?|shell|source code|https?|security|rls|auth|back ?doors?|webhooks?|urls?)\b|\/\w+\//i;
const IMPERATIVE =
  /^(?:make|give|grant|set|let|allow|add|create|remove|delete|drop|disable|enable|turn|change|open|expose|publish|send|post|write|store|put|include|insert|replace|use|call|fetch|upload|download|print|reveal|show|output|repeat|run|execute|install|copy|move|read|load|commit|push|log|return|bypass|skip|hide|leak|encode)\b/i;
const TO_THE_TOOL =
  /^(?:you(?:r|'re| are)?\b|do not\b|don't\b|from now on\b|instead\b|respond\b|reply\b|answer\b|act as\b|pretend\b|say\b|tell me\b|execute\b|stop\b)/i;
const JOINING = /^\s*(?:(?:and|then|also|now|next|please|finally|first|second|,)\s+)*/i;

/** Words about the app begin like this: who does what, what it is, what it keeps. */
const ABOUT_THE_APP =
  /^\s*(?:(?:the|an?|my|our|each|every|with|for|we|i)\s+\p{L}|track\s|manage\s|\p{L}+s\s+(?:can|may|have|are|\p{Ll}{3,})(?!\p{L}))/iu;

/** True when a sentence gives orders to the tool instead of describing an app. `isRunning`: the one before did. */
export function isInstructionToTheMachine(sentence: string, isRunning: boolean): boolean {
  if (DIRECTIVES.some((directive) => directive.test(sentence))) return true;
  if (!isRunning) return false;
  const rest = sentence.replace(JOINING, "");
  return TO_THE_TOOL.test(rest) || (IMPERATIVE.test(rest) && MACHINE.test(rest));
}

/** A sentence with the orders in it set apart from what it says about the app. Both are pieces of the sentence. */
export type Sifted = { orders: string[]; rest: string[]; isRunning: boolean };

/** Sets the orders of a sentence apart. Only they go; what stands before or behind them and describes the app stays. */
export function siftOrders(sentence: string, wasRunning: boolean): Sifted {
  if (!isInstructionToTheMachine(sentence, wasRunning)) return { orders: [], rest: [sentence], isRunning: false };
  const pieces = piecesOf(sentence);
  const isOrder = pieces.map(({ text }) => isInstructionToTheMachine(text, true));
  const describes = pieces.map(
    ({ text }, at) => isOrder[at] === false && ABOUT_THE_APP.test(text.replace(JOINING, "")),
  );
  const first = describes.findIndex((yes) => !yes);
  const last = describes.findLastIndex((yes) => !yes);
  const [from, to] = [pieces[first]?.start ?? 0, pieces[last]?.end ?? sentence.length];
  // Orders so entangled with the rest that no piece shows them stay whole.
  if (first < 0) return { orders: [sentence], rest: [], isRunning: true };
  const rest = [sentence.slice(0, from), sentence.slice(to)].map((part) =>
    part.replace(/^[\s,;]*(?:(?:and|then|but)\s+)?|(?:[\s,;]+(?:and|then|but))?[\s,;]*$/giu, ""),
  );
  return { orders: [sentence.slice(from, to)], rest: rest.filter((part) => /\p{L}/u.test(part)), isRunning: true };
}

function piecesOf(sentence: string): { text: string; start: number; end: number }[] {
  const borders = [...sentence.matchAll(/[,;]\s+|\s+(?=(?:and|then|but)\s)/giu)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const starts = [0, ...borders.map(({ to }) => to)];
  const ends = [...borders.map(({ from }) => from), sentence.length];
  return starts.map((start, at) => {
    const end = ends[at] ?? sentence.length;
    return { text: sentence.slice(start, end), start, end };
  });
}

/** Code for another machine in the middle of words: markup that runs, SQL that breaks out of a string. */
const FRAGMENTS: RegExp[] = [
  /<(script|iframe|style|object|embed|svg)\b[^>]{0,400}>[\s\S]{0,1000}?<\/\1\s*>/giu,
  /<\/?(?:script|iframe|object|embed)\b[^<>]{0,400}>?/giu,
  /<[a-z]+\b[^<>]{0,300}\b(?:on[a-z]{3,20}\s*=|javascript:)[^<>]{0,300}>?/giu,
  /["'`]?\)?;?\s*\b(?:drop|truncate|alter)\s+(?:table|database|schema)\s+(?:if\s+exists\s+)?["'`]?[\w.]{1,60}["'`]?(?:\s+cascade)?\s*;?(?:\s*--)?/giu,
  /["'`]\)?;?\s*\b(?:delete\s+from|insert\s+into|update|union\s+(?:all\s+)?select|select)\s[^;\n]{1,200};?\s*--/giu,
  /["'`]\s*or\s+["'`]?\d["'`]?\s*=\s*["'`]?\d["'`]?(?:\s*;?\s*--)?/giu,
];

/** Stands where a fragment was cut out: blank for every reader, a border for quotes. */
export const CUT = "\u2003";

/** Takes code for another machine out of a text; the harmless words around it stay. */
export function cutFragments(text: string): { text: string; cut: string[] } {
  const cut: string[] = [];
  let rest = text;
  for (const fragment of FRAGMENTS) {
    rest = rest.replace(fragment, (found) => {
      cut.push(found.trim());
      return CUT;
    });
  }
  return { text: cut.length > 0 ? rest.replace(/[^\S\n]*\u2003\s*/gu, CUT) : text, cut };
}
