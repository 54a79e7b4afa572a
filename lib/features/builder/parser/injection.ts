const DIRECTIVES: RegExp[] = [
  /^\s*(system|assistant|developer|###? ?instruction)s?\s*:/i,
  /\bignore (all |any )?(the )?(previous|prior|above|earlier)\b/i,
  /\bignore (all |any )?(the |your )?(rules|instructions|guidelines|restrictions)\b/i,
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

/** A sentence that talks about the app again ends a run of orders. */
const BACK_TO_THE_APP =
  /^\s*(the app|an? (?:\w+ )?(?:app|site|tool|platform|system)\b|my |our |users?|people|customers?|each|every|an? \w+ (has|have|is|can)|[\p{L}]+s (have|has|are|can|belong|should)\b)/iu;

/** True when a sentence gives orders to the tool instead of describing an app. `isRunning`: the one before did. */
export function isInstructionToTheMachine(sentence: string, isRunning: boolean): boolean {
  if (DIRECTIVES.some((directive) => directive.test(sentence))) return true;
  return isRunning && !BACK_TO_THE_APP.test(sentence);
}
