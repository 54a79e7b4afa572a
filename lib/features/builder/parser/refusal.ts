import { normalizeIdea } from "./text";

export type Refusal = { kind: keyof typeof KINDS; reason: string; alternative: string };

/**
 * Words of somebody who teaches about the deed, guards against it or repairs its damage. Judged sentence by sentence, so
 * that a course in one sentence excuses nothing in another.
 */
const TEACHING =
  /\b(awareness|train(ing|s|ees?)?|teach\w*|learn\w*|lessons?|courses?|quiz\w*|educat\w*|workshops?|simulat\w*|exercises?|research\w*|museum|novel|story|stories|films?|fiction\w*)\b/i;
const DEFENDING =
  /(?<!\b(avoid|evade|without)\w* )\bdetect\w*|\b(prevent\w*|protect\w*|defen[cds]\w*|avoid(?!\w* (detection|being caught|antivirus))|anti-?(virus|malware|phishing|spam|stalking)|removals?|scanners?|filters?|block(ing|s)? (phishing|spam|scams?|malware)|report(ing)? (an? |any )?(suspicious|phishing|scams?|fraud|abuse)|incidents?|insurance|recover\w* from|safe from|(tips|help|measures|fight\w*) against)\b/i;
const NOBODY = /\b(so (that )?)?(nobody|no one|no-one|nobody else) (can|may|could|is able)\b/i;
const SUFFERING =
  /\b(victims?|survivors?|helpline|support group|being followed|v[ií]ctimas?|victimes?|opfer|v[ií]timas?|vittime?)\b|ضحايا/iu;
/** Teaching and defending in Spanish, French, German, Portuguese, Italian and Arabic. */
const ELSEWHERE = [
  /\b(formaci[oó]n|cursos?|ense[nñ]\w*|concienciaci[oó]n|detect(ar|a|e)|prevenir|prevenci[oó]n|prot[eé]g\w*|protec\w*|denunciar)(?!\p{L})/iu,
  /\b(formation|cours|sensibilisation|détect(er|ion)|pr[eé]ven(ir|tion)|prot[eé]g\w*|protection|signaler)(?!\p{L})/iu,
  /\b(schulung\w*|kurs\w*|unterricht\w*|lern\w*|erkenn\w*|sch[uü]tz\w*|schutz\w*|vorbeug\w*|verhinder\w*)/iu,
  /\b(treinamento|forma[cç][aã]o|aulas?|conscientiza[cç][aã]o|proteg\w*|prote[cç][aã]o|preven\w*|detectar)(?!\p{L})/iu,
  /\b(formazione|cors[oi]|lezion\w*|sensibilizzazione|rileva\w*|protegg\w*|protezione|segnalare|prevenire)(?!\p{L})/iu,
  /توعية|تدريب|دورة|كشف|حماية|الوقاية|مكافحة/u,
];

const SECRET =
  "(passwords?|credentials?|log-?ins?|bank(ing)? details|card (numbers?|details|data)|credit cards?|cookies|session tokens?|seed phrases?|private keys?|identit(y|ies)|2fa codes?|one-time codes?)";
const MALWARE =
  "(key-?loggers?|ransomware|spyware|stalkerware|malware|trojans?|botnets?|rootkits?|computer virus(es)?|info-?stealers?|crypto-?jackers?|ddos (tool|attack|service|panel)s?|remote access trojans?)";
const WATCHED =
  "(ex|ex-?(wife|husband|girlfriend|boyfriend|partner)|wife|husband|girlfriend|boyfriend|partner|spouse|crush|neighbou?r|colleagues?|co-?workers?|roommate|employees?|daughter|son|somebody|someone|people|her|him|women|woman|girls?)";

const KINDS = {
  credentials: {
    guards: [TEACHING, DEFENDING, NOBODY, ...ELSEWHERE],
    patterns: [
      new RegExp(
        `\\b(steal|steals|stealing|harvest|harvests|harvesting|phish|phishing|grab|grabs|skim|skims|swipe|trick\\w* \\w+ into (giving|entering|typing)|capture|captures)\\b[^:;,.]{0,50}\\b${SECRET}`,
        "i",
      ),
      /\b(phishing|carding|scam) (page|site|website|kit|campaign|app|portal|e-?mails?|form|panel)s?\b/i,
      new RegExp(
        `\\b(fake|cloned?|spoofed|copy of|replica of|lookalike|look-alike|imitation)\\b.{0,40}\\b(log-?in|sign-?in|bank|paypal|payment|checkout|microsoft|google|facebook|instagram|apple|netflix)\\b.{0,80}\\b(${SECRET}|log-?in|sign-?in)`,
        "i",
      ),
      /\b(looks?|pretend\w*|pose\w*|posing) (exactly |just )?(like|to be|as) .{0,40}\b(bank|paypal|microsoft|google|facebook|instagram|apple|netflix|login)\b.{0,80}\b(save|store|send|collect|keep|log|record)s?\b.{0,40}\b(passwords?|credentials?|card)/i,
      /\b(sell|sells|selling|trade|buy|market(place)?) .{0,30}\bstolen\b.{0,30}\b(cards?|credentials?|accounts?|data|identit\w+)\b/i,
      /\b(rob(ar|e|a|en)|capturar) .{0,40}(contrase[nñ]as?|claves|credenciales|tarjetas)|p[aá]gina de phishing/iu,
      /\b(voler|d[eé]rober|r[eé]cup[eé]rer [aà] leur insu) .{0,40}(mots? de passe|identifiants|cartes? bancaires?)|(page|site) de (phishing|hame[cç]onnage)/iu,
      /(passw[oö]rt\w*|zugangsdaten|kreditkarten\w*|bankdaten) .{0,30}(stehl\w*|klau\w*|abgreif\w*|abzugreif\w*|abfisch\w*)|\b(stehl|klau)\w* .{0,30}(passw[oö]rt\w*|zugangsdaten)|phishing-?(seite|website|kit|mail\w*)/iu,
      /\b(roubar|furtar) .{0,40}(senhas?|palavras-passe|credenciais|cart[oõ]es)|p[aá]gina de phishing/iu,
      /\b(rubare|carpire|sottrarre) .{0,40}(password|credenziali|carte di credito)|(pagina|sito) di phishing/iu,
      /(سرقة|يسرق|لسرقة) .{0,30}(كلمات المرور|كلمة المرور|بطاقات|بيانات الدخول)|(صفحة|موقع) (تصيد|احتيال)/u,
    ],
    reason: "This asks for a way to get at other people's passwords, cards or accounts.",
    alternative:
      "Atrium can build the other side of it: a phishing awareness course, a place where staff report suspicious mail, or a password policy checklist.",
  },
  malware: {
    guards: [TEACHING, DEFENDING, ...ELSEWHERE],
    patterns: [
      new RegExp(
        `\\b(build|make|create|write|want|need|develop|program|code|deploy|spread|distribute|sell|control|manage|run|install|operate)s?\\b.{0,40}\\b${MALWARE}`,
        "i",
      ),
      new RegExp(`^\\W*(an? |the |my )?(\\w+ )?${MALWARE}\\b`, "i"),
      new RegExp(`\\b${MALWARE} (builder|panel|dashboard|generator|as a service|kit|that|which|to|for)\\b`, "i"),
      /\b(records?|logs?|captures?) (every|all|each|their|the) (key ?strokes?|keys? (they|he|she|people) (press|type)s?)\b/i,
      /\bencrypts? .{0,40}\bfiles?\b.{0,60}\b(ransom|until (they|he|she) pays?|bitcoin)\b/i,
      /\b(crear|hacer|programar|escribir|quiero|necesito|construir)\b.{0,40}\b(keylogger|ransomware|troyano|virus inform[aá]tico|malware|programa esp[ií]a)\b/iu,
      /\b(cr[eé]er|faire|programmer|veux|[eé]crire)\b.{0,40}\b(keylogger|enregistreur de frappe|ran[cç]ongiciel|ransomware|cheval de troie|logiciel espion|maliciel)\b/iu,
      /\b(keylogger|ransomware|trojaner|erpressungssoftware|schadsoftware|spionagesoftware|computervirus)\b.{0,40}\b(bauen|erstellen|programmieren|schreiben|verteilen|entwickeln)\b|\b(baue?|erstelle?|programmiere?|brauche|will|m[oö]chte)\b.{0,40}\b(keylogger|ransomware|trojaner|erpressungssoftware|schadsoftware|spionagesoftware|computervirus)/iu,
      /\b(criar|fazer|programar|quero|preciso)\b.{0,40}\b(keylogger|ransomware|cavalo de troia|v[ií]rus de computador|malware|programa espi[aã]o)\b/iu,
      /\b(creare|fare|scrivere|programmare|voglio|serve)\b.{0,40}\b(keylogger|ransomware|cavallo di troia|virus informatico|malware|software spia)\b/iu,
      /(برنامج|أريد|إنشاء|صنع) .{0,30}(فدية|تجسس|خبيث|حصان طروادة|راصد لوحة المفاتيح)/u,
    ],
    reason: "This asks for software that harms or spies on other people's devices.",
    alternative:
      "Atrium can build what helps against it: an incident log, an inventory of devices and their updates, or a security course with quizzes.",
  },
  stalking: {
    guards: [SUFFERING, DEFENDING, ...ELSEWHERE],
    patterns: [
      new RegExp(`\\b(spy|spying|snoop|snooping|eavesdrop\\w*) on (my |his |her |their |an? |the )?${WATCHED}\\b`, "i"),
      new RegExp(`\\bstalk(s|ing)?\\b.{0,20}\\b${WATCHED}\\b`, "i"),
      new RegExp(
        `\\b(track|locate|follow|monitor|watch|read|see|record|listen)\\w*\\b.{0,50}\\b(my|her|his|their|an?) (${WATCHED}|phone|location|messages|calls)\\b.{0,60}\\b(secretly|covertly|without (her|his|their|them|him) (\\w+ )?(know\\w*|consent|noticing|permission)|behind (her|his|their) back)`,
        "i",
      ),
      new RegExp(
        `\\b(secretly|covertly)\\b.{0,20}\\b(track|locate|follow|monitor|watch|read|record|listen)\\w*\\b.{0,40}\\b(${WATCHED}|phones?|location|messages|calls|whereabouts)\\b`,
        "i",
      ),
      /\b(to|and) (dox+|blackmail|extort|harass|swat|intimidate) (her|him|them|people|someone|somebody|my \w+|women|users)\b/i,
      /\b(espiar|vigilar en secreto|rastrear en secreto) .{0,30}(ex|mujer|marido|novi[ao]|pareja|esposa|esposo|vecin[ao])\b|(ubicaci[oó]n|mensajes|m[oó]vil) .{0,60}sin que (lo sepa|se entere)/iu,
      /\b(espionner|surveiller en cachette|traquer) .{0,30}(ex|femme|mari|copine|copain|compagne|voisine?)\b|(position|messages|t[eé]l[eé]phone) .{0,60}([aà] (son|leur) insu|sans qu)/iu,
      /\b(ex|frau|mann|freundin|freund|partnerin|partner|nachbarin|kollegin|kollegen)\b.{0,60}\b(heimlich|ausspionier\w*|auszuspionier\w*|ohne (ihr|sein|deren) wissen)\b|\bheimlich\b.{0,40}\b(verfolg|ort|[uü]berwach|mitles|abh[oö]r)\w*/iu,
      /\b(espiar|espionar|perseguir|vigiar) .{0,30}(ex|mulher|marido|namorad[ao]|espos[ao]|vizinh[ao])\b|(localiza[cç][aã]o|mensagens|celular) .{0,60}sem (ela|ele|que ela|que ele) sab/iu,
      /\b(spiare|pedinare|seguire di nascosto) .{0,30}(ex|moglie|marito|ragazz[ao]|fidanzat[ao]|vicin[ao])\b|(posizione|messaggi|telefono) .{0,60}a (sua|loro) insaputa/iu,
      /(التجسس|أتجسس|يتجسس|تعقب|مراقبة) .{0,30}(زوجتي|زوجي|صديقتي|حبيبتي|طليقتي)|(دون|بدون) علم(ها|ه)/u,
    ],
    reason: "This asks for a way to watch or pressure somebody who has not agreed to it.",
    alternative:
      "Atrium can build it with everybody's consent: a family calendar with shared check-ins, or a private log of incidents for somebody who is being followed.",
  },
  minors: {
    guards: [DEFENDING, ...ELSEWHERE],
    patterns: [
      /\b(child(ren)?|minors?|underage|kids?|teens?|pre-?teens?)('s)? .{0,20}\b(porn\w*|nudes?|erotic\w*|sexual (images?|photos?|pictures?|videos?|content))\b|\bchild porn\w*/i,
      /pornograf[ií]a infantil|p[eé]dopornograph\w*|kinderporno\w*|pedopornograf\w*|pornografia infantil/iu,
    ],
    reason: "This asks for sexual material of children.",
    alternative:
      "Atrium does not build this. If you came across such material, report it to your national hotline (inhope.org).",
  },
} as const;

/** Why an idea is not built, in whichever engine; null for every other idea. Clear cases only: it reads words, not minds. */
export function findRefusal(ideaText: string): Refusal | null {
  const { sentences } = normalizeIdea(ideaText);
  for (const sentence of sentences) {
    for (const kind of kinds) {
      const { guards, patterns, reason, alternative } = KINDS[kind];
      const isAsked = patterns.some((pattern) => pattern.test(sentence));
      if (isAsked && !guards.some((guard) => guard.test(sentence))) return { kind, reason, alternative };
    }
  }
  return null;
}

const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];
