import { LOCALES, type Locale } from "../../blueprint/blueprint.schema";

/** The little grammar a language needs: words that join, own, allow, forbid. Regular expression sources, lower case. */
export type Grammar = {
  /** Frequent small words; they tell the language and are no names of things. */
  small: string;
  and: string;
  each: string;
  has: string;
  many: string;
  belongs: string;
  can: string;
  cannot: string;
  only: string;
  own: string;
  track: string;
  read: string;
  create: string;
  update: string;
  remove: string;
  decide: string;
  everybody: string;
  boss: string;
  anyone: string;
  status: string;
  unique: string;
  overlap: string;
};

export const GRAMMARS: Record<Locale, Grammar> = {
  en: {
    small:
      "i the a an for my want and with to of can app is that their we our it in on have has need us be are this each all",
    and: "and|or|as well as|plus|n|&",
    each: "each|every|all|a|an|the|our|my",
    has: "has|have|can hold|can have|can contain|includes?|contains?|consists? of|comes? with|needs?|with",
    many: "many|several|multiple|lots of|some|one or more|two|three",
    belongs: "belongs? to|is part of|are part of|is assigned to|are assigned to|is linked to",
    can: "can|may|should be able to|must be able to|is allowed to|are allowed to|get to|should|must|will",
    cannot: "can ?not|can't|cant|must not|mustn't|may not|should not|shouldn't|never|are not allowed to|won't",
    only: "only",
    own: "(?:their|his|her|its) own|own|theirs|hers|assigned to (?:them|him|her)|belong(?:ing)? to (?:them|him|her)",
    track:
      "track|manage|organi[sz]e|record|catalog(?:ue)?|collect|keep track of|database of|list of|store|register|log|handle|administer",
    read: "see|view|read|browse|look at|access|check|search|find|download|follow",
    create:
      "create|add|book|order|submit|request|post|write|report|upload|enter|make|place|open|register|leave|reserve|send|sign up for|schedule|log|record|buy|donate|apply|upload",
    update: "edit|update|change|modify|manage|assign|reschedule|mark|close|confirm|cancel",
    remove: "delete|remove|erase",
    decide: "approves?|approve|declines?|rejects?|refuses?|accepts?|confirms?",
    everybody: "users?|people|ppl|everyone|everybody|they|persons?|somebody",
    boss: "admins?|administrators?|managers?|boss|owners? of the (?:shop|business)|the owner|i|we|management",
    anyone:
      "anyone|anybody|the public|visitors?|without (?:an )?(?:account|login|logging in|signing (?:in|up))|public page|publicly",
    status: "status|state|stage|statuses|priority|type|kind|category|level|size",
    unique: "unique|no two",
    overlap: "overlap\\w*|double[- ]?book\\w*|at the same time|twice at once|clash\\w*",
  },
  es: {
    small:
      "quiero una un para mi los las del el la que con pero pueden aplicación aplicacion necesito de y por puede ver en cada su sus se nuestra nuestro tienen tiene al lo es hacer tenemos hay somos también",
    and: "y|e|o|así como",
    each: "cada|todos? los|todas? las|un|una|el|la|los|las|mi|mis",
    has: "tienen?|incluyen?|contienen?|llevan?|con|necesitan?",
    many: "muchos|muchas|varios|varias|algunos|algunas|dos|tres",
    belongs: "pertenecen? a(?:l)?|es parte de|se asignan? a",
    can: "pueden?|podrán?|deben?|deberían?",
    cannot: "no pueden?|no deben?|nunca|no podrán?|no deberían?",
    only: "s[oó]lo|solamente|únicamente",
    own: "sus? propi[oa]s?|propi[oa]s?|sus?|suy[oa]s|asignad[oa]s a (?:ell[oa]s|él|ella)",
    track:
      "llevar (?:el |un )?(?:control|registro|seguimiento) de|gestionar|guardar|registrar|controlar|organizar|llevar|administrar|lista de|base de datos de|seguimiento de",
    read: "ver|ven|ve|leer|consultar|mirar|buscar|acceder|descargar",
    create:
      "crear|crean|añadir|agregar|reservar|reservan|pedir|solicitar|enviar|escribir|subir|registrar|hacer|comprar|apuntarse|inscribirse|reportar|dejar",
    update: "editar|modificar|cambiar|actualizar|gestionar|asignar|cerrar|cancelar|confirmar",
    remove: "borrar|eliminar|quitar",
    decide: "aprueban?|aprobar|rechazan?|rechazar|aceptan?|aceptar",
    everybody: "usuarios?|la gente|personas?|todos",
    boss: "administrador(?:es)?|gerentes?|director(?:es|a)?|jefes?|jefa|yo|dueñ[oa]s? del negocio|encargad[oa]s?",
    anyone: "cualquiera|cualquier persona|visitantes?|sin (?:una )?cuenta|sin registrarse|público",
    status: "estados?|prioridad|tipo|categoría|nivel|tamaño",
    unique: "únic[oa]s?",
    overlap: "solap\\w*|al mismo tiempo|coincid\\w*|superpon\\w*",
  },
  fr: {
    small:
      "je une un pour mon ma mes les des du le la que avec mais peuvent application veux voudrais besoin de et par peut voir dans chaque leur leurs notre nos est ont qui nous au aux sur avons sommes aussi",
    and: "et|ou|ainsi que",
    each: "chaque|tous les|toutes les|un|une|le|la|les|l'|mes|mon|ma",
    has: "a|ont|comprend|comprennent|contient|contiennent|comporte|possèdent?|avec",
    many: "plusieurs|beaucoup de|des|quelques|deux|trois",
    belongs: "appartient (?:à|au)|appartiennent (?:à|au|aux)|fait partie (?:de|du)|est lié à",
    can: "peut|peuvent|doit|doivent|pourront|pourra",
    cannot: "ne (?:peut|peuvent|doit|doivent) (?:pas|jamais)|ne .{0,20}(?:pas|jamais)",
    only: "uniquement|seulement|que leurs?|seuls?",
    own: "leurs? propres?|ses propres?|leurs?",
    track: "gérer|suivre|organiser|enregistrer|lister|stocker|liste (?:de|des)|suivi (?:de|des)|gestion (?:de|des)",
    read: "voir|voit|voient|consulter|lire|regarder|accéder|chercher|télécharger",
    create:
      "créer|créent|ajouter|réserver|réservent|commander|demander|envoyer|écrire|publier|déposer|laisser|saisir|prendre|signaler|acheter|s'inscrire",
    update: "modifier|changer|mettre à jour|gérer|attribuer|annuler|confirmer",
    remove: "supprimer|effacer",
    decide: "approuvent?|approuver|refusent?|refuser|acceptent?|accepter|valident?|valider",
    everybody: "utilisateurs?|les gens|personnes?|tous|tout le monde",
    boss: "administrateurs?|gérants?|responsables?|directeurs?|directrices?|chefs?|patron|moi",
    anyone: "n'importe qui|visiteurs?|sans compte|sans s'inscrire|le public",
    status: "statuts?|état|priorité|type|catégorie|niveau|taille",
    unique: "uniques?",
    overlap: "chevauch\\w*|en même temps|se superpos\\w*",
  },
  de: {
    small:
      "ich eine ein einen für meine mein meinen der die das den dem und mit aber können kann möchte will brauche von zu ist sind haben hat nicht wir unsere unser jeder jede jedes ihre auf im zur zum soll sollen dürfen gibt auch wer kommt welche welcher",
    and: "und|oder|sowie",
    each: "jeder|jede|jedes|alle|ein|eine|der|die|das|meine|unsere",
    has: "hat|haben|enthält|enthalten|umfasst|braucht|brauchen|besitzt|mit",
    many: "viele|mehrere|einige|zwei|drei",
    belongs: "gehört zu(?:m|r)?|gehören zu(?:m|r)?|ist teil von",
    can: "können|kann|dürfen|darf|sollen|soll",
    cannot: "(?:können|kann|dürfen|darf|sollen|soll) .{0,60}?(?:nicht|nie|niemals|kein\\w*)|niemals",
    only: "nur|ausschließlich",
    own: "ihre[nrm]? eigenen?|eigene[nrms]?|ihre[nrms]?|seine[nrms]?",
    track:
      "verwalten|erfassen|organisieren|verfolgen|speichern|liste (?:von|der)|verwaltung (?:von|der)|übersicht über",
    read: "sehen|sieht|ansehen|lesen|anschauen|einsehen|suchen|abrufen|herunterladen",
    create:
      "anlegen|erstellen|hinzufügen|buchen|bestellen|anfragen|beantragen|schreiben|hochladen|melden|eintragen|reservieren|abgeben|kaufen|vereinbaren|stellen|spenden",
    update: "bearbeiten|ändern|aktualisieren|verwalten|zuweisen|absagen|bestätigen",
    remove: "löschen|entfernen",
    decide: "genehmig(?:t|en)|ablehnen|lehnt|lehnen|akzeptier(?:t|en)|freigeben|annehmen",
    everybody: "benutzer|nutzer|leute|personen|alle",
    boss: "admins?|administrator(?:en)?|chefs?|chefin|leitung|manager|geschäftsführ\\w+|ich|wir",
    anyone: "jedermann|besucher|öffentlich|ohne (?:konto|anmeldung|account)",
    status: "status|zustand|priorität|typ|kategorie|größe",
    unique: "eindeutig|einmalig",
    overlap: "überschneid\\w*|überlapp\\w*|gleichzeitig|doppelt (?:gebucht|belegt)|doppelbuchung\\w*",
  },
  pt: {
    small:
      "quero uma um para minha meu meus minhas os as dos das do da o a que com mas podem aplicativo aplicação preciso de e por pode ver em cada seus suas nossa nosso têm tem no na não são é temos há somos também",
    and: "e|ou|assim como",
    each: "cada|todos os|todas as|um|uma|o|a|os|as|meus|minhas",
    has: "tem|têm|inclui|incluem|contém|contêm|possuem?|com",
    many: "muitos|muitas|vários|várias|alguns|algumas|dois|duas|três",
    belongs: "pertencem? a(?:o|os)?|faz parte de|é parte de",
    can: "podem?|poderão|devem?",
    cannot: "não podem?|não devem?|nunca",
    only: "só|somente|apenas",
    own: "(?:os seus|as suas|seus?|suas?) própri[oa]s?|própri[oa]s?|seus?|suas?",
    track: "gerenciar|gerir|guardar|registrar|registar|controlar|organizar|lista de|acompanhar|administrar|cadastrar",
    read: "ver|vê|veem|ler|consultar|olhar|pesquisar|acessar|aceder|baixar",
    create:
      "criar|criam|adicionar|reservar|pedir|solicitar|enviar|escrever|marcar|agendar|fazer|comprar|inscrever|relatar|deixar",
    update: "editar|modificar|alterar|mudar|atualizar|gerenciar|atribuir|cancelar|confirmar",
    remove: "apagar|excluir|eliminar|remover",
    decide: "aprovam?|aprovar|rejeitam?|rejeitar|recusam?|aceitam?|aceitar",
    everybody: "usuários?|utilizadores|pessoas?|todos",
    boss: "administrador(?:es)?|gerentes?|gestor(?:es)?|diretor(?:es|a)?|chefes?|eu",
    anyone: "qualquer (?:um|pessoa)|visitantes?|sem (?:uma )?conta|público",
    status: "status|estado|prioridade|tipo|categoria|nível|tamanho",
    unique: "únic[oa]s?",
    overlap: "sobrep\\w*|ao mesmo tempo|coincid\\w*",
  },
  it: {
    small:
      "voglio una un uno per mia mio miei mie gli le dei delle del della il la che con ma possono applicazione vorrei bisogno di e può vedere in ogni loro nostra nostro hanno ha i lo non sono è abbiamo siamo ci anche c",
    and: "e|ed|o|oppure|nonché",
    each: "ogni|ciascun\\w*|tutti i|tutte le|un|una|il|la|i|le|gli|miei|mie",
    has: "ha|hanno|include|includono|contiene|contengono|possiede|possiedono|con",
    many: "molti|molte|diversi|diverse|più|alcuni|alcune|due|tre",
    belongs: "appartiene (?:a|al|alla)|appartengono (?:a|al|alla)|fa parte (?:di|del|della)",
    can: "può|possono|deve|devono|potranno",
    cannot: "non (?:può|possono|deve|devono)|mai",
    only: "solo|soltanto|solamente",
    own: "(?:i|le|il|la) propri[oea]?|propri[oea]?|(?:i|le) (?:loro|suoi|sue)",
    track:
      "gestire|tenere traccia (?:di|dei|delle)|registrare|organizzare|controllare|elenco (?:di|dei|delle)|catalogare|salvare",
    read: "vedere|vede|vedono|leggere|consultare|guardare|cercare|accedere|scaricare",
    create:
      "creare|creano|aggiungere|prenotare|ordinare|richiedere|inviare|scrivere|caricare|segnalare|fare|comprare|iscriversi|lasciare|inserire",
    update: "modificare|cambiare|aggiornare|gestire|assegnare|annullare|confermare",
    remove: "eliminare|cancellare|rimuovere",
    decide: "approva(?:no|re)?|rifiuta(?:no|re)?|accetta(?:no|re)?",
    everybody: "utenti|utente|persone|gente|tutti",
    boss: "amministrator[ei]|responsabil[ei]|dirett(?:ore|ori|rice)|capo|gestor[ei]|io",
    anyone: "chiunque|visitator[ei]|senza (?:un )?account|pubblico",
    status: "stato|stati|priorità|tipo|categoria|livello|taglia",
    unique: "unic[oahi]+",
    overlap: "sovrappo\\w*|contemporaneamente|allo stesso tempo|stesso momento",
  },
  ar: {
    small:
      "أريد تطبيق من في على إلى مع أن هذا هذه كل التي الذي يمكن لا عن لـ و أو يستطيع نحن لدي عندي تطبيقا لإدارة لدينا عندنا هناك يوجد توجد نحتاج نريد أحتاج",
    and: "و|أو",
    each: "كل|جميع",
    has: "لديه|لديها|له|لها|يحتوي على|تحتوي على|يتضمن|تتضمن|مع|يشمل|تشمل",
    many: "عدة|العديد من|كثير من",
    belongs: "ينتمي إلى|تنتمي إلى|تابع ل|تابعة ل",
    can: "يمكن|يستطيع|تستطيع|يمكنهم|يستطيعون|يجب أن",
    cannot: "لا يمكن|لا يستطيع|لا تستطيع|لا يستطيعون|لا يجوز|لا يمكنهم|لا يجب",
    only: "فقط",
    own: "الخاصة بهم|الخاص به|الخاصة به|الخاصة بها",
    track: "إدارة|لإدارة|تتبع|لتتبع|تسجيل|لتسجيل|تنظيم|لتنظيم|متابعة|لمتابعة|قائمة",
    read: "رؤية|مشاهدة|قراءة|عرض|يرى|يروا|الاطلاع|البحث",
    create: "إنشاء|إضافة|حجز|طلب|إرسال|كتابة|رفع|تقديم|شراء|ترك",
    update: "تعديل|تغيير|تحديث|إلغاء|تأكيد",
    remove: "حذف|إزالة",
    decide: "يوافق|توافق|الموافقة|يرفض|رفض|قبول",
    everybody: "المستخدمين|المستخدمون|الناس|الجميع|الأشخاص",
    boss: "المدير|المشرف|الإدارة|أنا|صاحب العمل",
    anyone: "أي شخص|الزوار|زائر|بدون حساب",
    status: "الحالة|حالة|الأولوية|النوع|الفئة",
    unique: "فريد|فريدة",
    overlap: "تتداخل|يتداخل|تداخل|نفس الوقت",
  },
};

/** A whole word or phrase out of alternatives; JavaScript's own \b knows ASCII letters only. */
export const word = (source: string, flags = "iu"): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, flags);

const smallWords = new Map(LOCALES.map((locale) => [locale, new Set(GRAMMARS[locale].small.split(" "))]));

export const isSmallWord = (text: string, locale: Locale): boolean => smallWords.get(locale)?.has(text) === true;

/** The language with the most small words, when it has enough of them; English when nothing speaks for another. */
export function detectLanguage(text: string): Locale {
  const tokens =
    text
      .slice(0, 4_000)
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  if (tokens.length === 0) return "en";
  const arabic = tokens.filter((token) => /\p{Script=Arabic}/u.test(token)).length;
  if (arabic * 2 > tokens.length) return "ar";
  let best: { locale: Locale; score: number } = { locale: "en", score: 0 };
  for (const [locale, known] of smallWords) {
    const score = tokens.filter((token) => known.has(token)).length + hints(text, locale);
    if (score > best.score) best = { locale, score };
  }
  return best.score >= 2 ? best.locale : "en";
}

/** Letters and words only one of these languages writes; they decide short ideas. */
function hints(text: string, locale: Locale): number {
  const marks: Record<Locale, RegExp> = {
    en: /\b(?:the|for my|an? app)\b/giu,
    es: /[ñ¿¡]|\b(?:una app|para mi|quiero|peluquería|tienda)\b/giu,
    fr: /[œçêû]|\b(?:une appli|pour mon|pour ma|je veux|je voudrais)\b|(?<!\p{L})[ld]['’]\p{L}/giu,
    de: /[äöüß]|\b(?:eine app|für mein\p{L}*|ich)\b/giu,
    pt: /[ãõ]|ç(?:ão|ões)|\b(?:um app|para minha|para meu|quero)\b/giu,
    it: /\b(?:un'app|per il mio|per la mia|voglio|vorrei|gli|della|delle)\b/giu,
    ar: /\p{Script=Arabic}/gu,
  };
  return (text.match(marks[locale])?.length ?? 0) * 1.5;
}
