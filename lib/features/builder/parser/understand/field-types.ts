import type { FieldType, Locale } from "../../blueprint/blueprint.schema";
import { toWords } from "../../blueprint/names";

/** Ends of words count, because German joins them: Geburtsdatum, Kaufpreis. Checked in order on ASCII words. */
const HINTS: [RegExp, FieldType][] = [
  [/^(?:photo|picture|image|foto|bild|imagen|imagem|immagine|avatar|logo|photograph)s?$|(?:foto|bild)$/, "image"],
  [
    /^(?:pdf|file|document|attachment|scan|certificate|archivo|fichier|datei|ficheiro|documento|dokument|allegato)s?$|datei$/,
    "file",
  ],
  [/^(?:email|mail|correo)$|mail$/, "email"],
  [/^(?:phone|mobile|telephone|telefono|telefon|telefone|tel|handy|movil|celular|cellulare)$|telefon$/, "phone"],
  [/^(?:url|website|link|webseite|sito|lien|enlace)$/, "url"],
  [
    /^(?:price|cost|amount|fee|rent|salary|budget|deposit|total|surcharge|precio|coste|costo|importe|salario|prix|montant|cout|loyer|salaire|preis|betrag|kosten|gehalt|miete|preco|custo|valor|prezzo|importo|stipendio|affitto|aluguel|alquiler)s?$|(?:preis|betrag|kosten|gebuhr)$/,
    "money",
  ],
  [/^(?:percent|percentage|discount|descuento|remise|rabatt|desconto|sconto|porcentaje)$/, "percent"],
  [/^(?:datetime|appointment|arrival|departure|start|end|begin|beginn|ende|timestamp)$/, "datetime"],
  [
    /^(?:date|birthday|deadline|due|fecha|datum|data|geburtstag|cumpleanos|anniversaire|tarikh|echeance|vencimiento|scadenza|expiry|until)s?$|datum$|.tag$/,
    "date",
  ],
  [/^(?:time|hour|hora|heure|uhrzeit|ora|orario)$/, "time"],
  [
    /^(?:quantity|count|age|capacity|stock|limit|position|seats|year|pages|cantidad|edad|capacidad|quantite|age|capacite|menge|anzahl|alter|quantidade|idade|quantita|eta|anno|jahr|annee|ano|minutes|months|weeks|days|mileage|guests|participants|teilnehmer|partecipanti|participantes|plazas|posti|kadr|adad)$|(?:anzahl|menge)$/,
    "int",
  ],
  [
    /^(?:weight|height|length|distance|width|temperature|km|kg|kilos|hectares|peso|altura|longitud|superficie|surface|flache|poids|hauteur|gewicht|hohe|altezza|lunghezza|area|grade|scores?)$|(?:gewicht|flache)$/,
    "decimal",
  ],
  [/^(?:rating|stars|valoracion|bewertung|avaliacao|valutazione|estrellas|etoiles|sterne)$/, "rating"],
  [
    /^(?:notes?|description|details|comments?|steps|instructions|text|notas|descripcion|beschreibung|notizen|kommentar|descricao|descrizione|remarks|bio|summary|message|pasos|etapes|schritte|passos|report|findings|bericht|informe|rapport|feedback|observations|observaciones|observacoes|osservazioni|bemerkung(?:en)?|allergies)$|beschreibung$/,
    "longtext",
  ],
  [/^(?:duration|duracion|duree|dauer|duracao|durata)$/, "duration"],
  [/^(?:address|direccion|adresse|endereco|indirizzo|anschrift)$|adresse$/, "address"],
  [
    /^(?:done|paid|active|published|is|completed|available|vaccinated|pagado|activo|paye|actif|bezahlt|aktiv|pago|ativo|pagato|attivo|received|returned|vegan|vegetarian|flag)$/,
    "bool",
  ],
];

const ARABIC: [RegExp, FieldType][] = [
  [/صورة|صور/u, "image"],
  [/ملف|مستند/u, "file"],
  [/بريد/u, "email"],
  [/هاتف|جوال/u, "phone"],
  [/سعر|مبلغ|ثمن|تكلفة|راتب/u, "money"],
  [/تاريخ|موعد/u, "date"],
  [/كمية|عدد|عمر/u, "int"],
  [/وصف|ملاحظات|تفاصيل/u, "longtext"],
  [/عنوان/u, "address"],
];

/** Said outright, whatever the words around it: "paid on", "number of bottles", "insurance value", "rate per word". */
const PHRASES: [RegExp, FieldType][] = [
  [
    /^(?:paid|bought|sold|done|closed|opened|received|returned|delivered|sent|checked|born|valid|good|bezahlt|erledigt) (?:on|am|until|till|bis)$/,
    "date",
  ],
  [
    /^(?:number|no) of |^anzahl |^nombre (?:de|d) |^numero (?:massimo )?di |^max(?:imum|imal|imo|imum number of)? /,
    "int",
  ],
  [/ in (?:minutes|days|weeks|months|years|minuten|tagen|monaten|minutos|meses)$/, "int"],
  [/ in (?:hours|kg|g|cm|mm|m|km|litres|liters|metres|meters|hectares|kilos)$/, "decimal"],
  [/^(?:insurance|replacement|estimated|market|declared|purchase|resale|contract) value$/, "money"],
  [/^(?:hourly|daily|weekly|monthly|nightly|day) rate$|^rate per |^price per |^cost per /, "money"],
];

/** Words behind which the head of an English phrase is over: "date of payment", "weight in kg". */
const TAIL = /^(?:of|per|for|from|by|in|at|to)$/;

/** The type a field's name suggests; plain text when it suggests none. */
export function guessType(label: string, locale: Locale): FieldType {
  if (locale === "ar") return ARABIC.find(([pattern]) => pattern.test(label))?.[1] ?? "text";
  const words = toWords(label);
  const said = PHRASES.find(([pattern]) => pattern.test(words.join(" ")));
  if (said) return said[1];
  // What a thing is stands last in English, so a "deposit paid flag" is no sum of money.
  const tail = words.findIndex((word) => TAIL.test(word));
  const head = locale === "en" && tail !== 0 ? words.slice(0, tail < 0 ? undefined : tail) : [];
  for (const word of head.reverse()) {
    const hint = HINTS.find(([pattern]) => pattern.test(word));
    if (hint) return hint[1];
  }
  return HINTS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1] ?? "text";
}

/** What people put in brackets behind a field: its kind, or that it may occur once only. */
const KINDS: [RegExp, FieldType][] = [
  [/^(?:text|string|varchar)$/, "text"],
  [/^(?:long ?text|multi-?line|paragraph)$/, "longtext"],
  [/^(?:number|integer|int|whole number|zahl|nombre|numero|numero entero)$/, "int"],
  [/^(?:decimal|float|km|kg|g|cm|mm|m|m2|litres|liters)$/, "decimal"],
  [/^(?:date|datum|fecha|data)$/, "date"],
  [/^(?:date ?time|timestamp|date and time)$/, "datetime"],
  [/^(?:time|uhrzeit|hora|heure|ora)$/, "time"],
  [/^(?:bool|boolean|checkbox|yes ?no|y n|true false|ja nein|si no|oui non|sim nao|flag|tick)$/, "bool"],
  [/^(?:money|currency|amount|eur|usd|gbp|euros?|dollars?|pounds?)$/, "money"],
  [/^(?:percent|percentage)$/, "percent"],
  [/^(?:pdf|file|document|upload|attachment|datei|archivo|fichier|ficheiro)$/, "file"],
  [/^(?:photo|image|picture|jpg|png|foto|bild)$/, "image"],
  [/^(?:e-?mail|mail)$/, "email"],
  [/^(?:phone|tel|telephone)$/, "phone"],
  [/^(?:url|link|website)$/, "url"],
  [/^(?:1 5|1 to 5|stars|rating)$/, "rating"],
];
const UNIQUE = /^(?:unique|eindeutig|unic[oa]|unique|univoc[oa])$/;
const SAYS_NOTHING =
  /^(?:required|mandatory|optional|pflicht|obligatori[oa]|obligatoire|facultati[fv][oa]?|opcional|needed)$/;

/** Reads "(number)", "(text, unique, required)", "(yes/no)"; undefined when the brackets say something else. */
export function kindInBrackets(
  text: string,
): { type?: FieldType; isUnique?: boolean; isRequired?: boolean } | undefined {
  const found: { type?: FieldType; isUnique?: boolean; isRequired?: boolean } = {};
  const whole = KINDS.find(([pattern]) => pattern.test(toWords(text).join(" ")));
  for (const part of whole ? [text] : text.split(/[,;]/)) {
    const plain = toWords(part).join(" ");
    const kind = KINDS.find(([pattern]) => pattern.test(plain));
    if (kind) found.type ??= kind[1];
    else if (UNIQUE.test(plain)) found.isUnique = true;
    else if (SAYS_NOTHING.test(plain)) found.isRequired = /required|mandatory|pflicht|obligat|needed/.test(plain);
    else return undefined;
  }
  return found;
}
