import type { FieldType, Locale } from "../../blueprint/blueprint.schema";
import { toWords } from "../../blueprint/names";

/** Ends of words count, because German joins them: Geburtsdatum, Kaufpreis. Checked in order on ASCII words. */
const HINTS: [RegExp, FieldType][] = [
  [/^(?:photo|picture|image|foto|bild|imagen|imagem|immagine|avatar|logo|photograph)s?$|(?:foto|bild)$/, "image"],
  [
    /^(?:pdf|file|document|attachment|scan|archivo|fichier|datei|ficheiro|documento|dokument|allegato)s?$|datei$/,
    "file",
  ],
  [/^(?:email|mail|correo)$|mail$/, "email"],
  [/^(?:phone|mobile|telephone|telefono|telefon|telefone|tel|handy|movil|celular|cellulare)$|telefon$/, "phone"],
  [/^(?:url|website|link|webseite|sito|lien|enlace)$/, "url"],
  [
    /^(?:price|cost|amount|fee|rent|salary|budget|deposit|total|precio|coste|costo|importe|salario|prix|montant|cout|loyer|salaire|preis|betrag|kosten|gehalt|miete|preco|custo|valor|prezzo|importo|stipendio|affitto|aluguel|alquiler)s?$|(?:preis|betrag|kosten|gebuhr)$/,
    "money",
  ],
  [/^(?:percent|percentage|discount|descuento|remise|rabatt|desconto|sconto|porcentaje)$/, "percent"],
  [/^(?:datetime|appointment)$/, "datetime"],
  [
    /^(?:date|birthday|deadline|due|fecha|datum|data|geburtstag|cumpleanos|anniversaire|tarikh|echeance|vencimiento|scadenza)s?$|(?:datum|tag)$/,
    "date",
  ],
  [/^(?:time|hour|hora|heure|uhrzeit|ora|orario)$/, "time"],
  [
    /^(?:quantity|count|age|capacity|stock|limit|position|seats|year|pages|cantidad|edad|capacidad|quantite|age|capacite|menge|anzahl|alter|quantidade|idade|quantita|eta|anno|jahr|annee|ano|minutes|kadr|adad)$|(?:anzahl|menge)$/,
    "int",
  ],
  [
    /^(?:weight|height|length|distance|width|size|peso|altura|longitud|poids|taille|hauteur|gewicht|grosse|hohe|altezza|lunghezza|area|grade|score)$|(?:gewicht|grosse)$/,
    "decimal",
  ],
  [/^(?:rating|stars|valoracion|bewertung|avaliacao|valutazione|estrellas|etoiles|sterne)$/, "rating"],
  [
    /^(?:notes?|description|details|comments?|steps|instructions|text|notas|descripcion|beschreibung|notizen|kommentar|descricao|descrizione|remarks|bio|summary|message|pasos|etapes|schritte|passos)$|beschreibung$/,
    "longtext",
  ],
  [/^(?:address|direccion|adresse|endereco|indirizzo|anschrift)$|adresse$/, "address"],
  [
    /^(?:done|paid|active|published|is|completed|available|vaccinated|pagado|activo|paye|actif|bezahlt|aktiv|pago|ativo|pagato|attivo|received|returned|vegan|vegetarian)$/,
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

/** The type a field's name suggests; plain text when it suggests none. */
export function guessType(label: string, locale: Locale): FieldType {
  if (locale === "ar") return ARABIC.find(([pattern]) => pattern.test(label))?.[1] ?? "text";
  const words = toWords(label);
  // The first hint of the list decides, so "date of payment" is a date although a payment is money.
  return HINTS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1] ?? "text";
}
