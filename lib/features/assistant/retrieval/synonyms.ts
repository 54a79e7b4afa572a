import { fold } from "./tokens";

/**
 * Words that customers use for one another when they ask a business something. Offline the assistant has no model of meaning;
 * these few hundred words carry most of what would otherwise be missed. Each line is one idea.
 */
const groups: Record<string, readonly string[]> = {
  en: [
    "price cost fee charge rate tariff pay expensive cheap much",
    "open opening hours opened close closing closed",
    "refund money-back reimburse reimbursement return returns",
    "cancel cancellation terminate quit withdraw unsubscribe",
    "deliver delivery ship shipping shipment shipped postage courier post send arrive",
    "phone telephone call ring number",
    "email mail e-mail",
    "contact reach touch",
    "address location located directions find where",
    "park parking car",
    "book booking reserve reservation appointment schedule",
    "buy purchase order",
    "fix repair mend broken",
    "warranty guarantee",
    "discount reduction reduced concession cheaper coupon voucher",
    "child children kid kids",
    "dog dogs pet pets animal animals",
    "toilet toilets bathroom restroom",
    "wheelchair accessible accessibility disabled barrier-free step-free",
    "wifi wi-fi internet",
    "password login log sign account",
    "delete remove erase",
    "invoice bill receipt billing",
    "card credit cash payment pay paypal",
    "job jobs vacancy career hiring work",
    "begin start beginner",
    "exchange swap replace replacement",
    "late delay delayed",
    "minimum least smallest",
    "maximum most largest limit",
    "food eat meal lunch breakfast snack drink",
    "train bus tram transport station metro",
    "holiday holidays vacation christmas",
    "member membership subscription subscribe plan",
    "trial free test",
    "damaged damage broken",
    "allergy allergic allergies allergen",
    "pick collect pickup collection",
    "change move reschedule postpone",
    "privacy data protection gdpr",
    "emergency urgent",
    "insurance insured",
  ],
  de: [
    "preis kosten kostet gebühr tarif teuer",
    "öffnungszeiten offen geöffnet öffnen geschlossen schließen auf zu",
    "rückerstattung erstattung geld-zurück rückgabe zurückgeben umtausch",
    "stornieren storno kündigen kündigung absagen absage",
    "lieferung liefern versand versenden schicken post",
    "telefon anrufen nummer rufnummer",
    "email mail e-mail",
    "adresse anfahrt standort wo finden",
    "parken parkplatz parkplätze auto",
    "buchen buchung reservieren reservierung termin",
    "kaufen bestellen bestellung",
    "reparieren reparatur kaputt defekt",
    "garantie gewährleistung",
    "rabatt ermäßigung ermäßigt gutschein",
    "kind kinder",
    "hund hunde tier tiere haustier haustiere",
    "toilette wc",
    "rollstuhl barrierefrei",
    "wlan internet",
    "rechnung beleg quittung",
    "zahlen bezahlen zahlung karte bar",
    "anfangen beginnen anfänger",
    "verschieben ändern",
    "notfall dringend",
  ],
  fr: [
    "prix tarif tarifs coût coûte frais cher",
    "horaires heures ouvert ouverture ouvrir fermé fermeture",
    "remboursement rembourser retour retourner",
    "annuler annulation résilier résiliation",
    "livraison livrer expédition envoi envoyer",
    "téléphone appeler numéro",
    "adresse où trouver accès",
    "parking stationnement garer voiture",
    "réserver réservation rendez-vous",
    "acheter commander commande",
    "réparer réparation cassé panne",
    "réduction remise promotion",
    "enfant enfants",
    "chien chiens animal animaux",
    "toilettes wc",
    "payer paiement carte espèces",
    "facture reçu",
    "urgence urgent",
  ],
  es: [
    "precio precios coste cuesta tarifa tarifas cuánto caro",
    "horario horarios abierto abren abrir cerrado cierran",
    "devolución devolver reembolso dinero",
    "cancelar cancelación anular baja",
    "envío enviar entrega entregar",
    "teléfono llamar número",
    "dirección dónde ubicación llegar",
    "aparcar aparcamiento parking coche",
    "reservar reserva cita",
    "comprar pedido pedir",
    "reparar reparación roto arreglar",
    "descuento rebaja",
    "niño niños",
    "perro perros mascota mascotas animales",
    "pagar pago tarjeta efectivo",
    "factura recibo",
    "urgencia urgente",
  ],
  it: [
    "prezzo prezzi costo costa tariffa tariffe quanto",
    "orario orari aperto apertura aprite chiuso chiusura",
    "rimborso restituire reso",
    "annullare cancellare disdire disdetta",
    "spedizione consegna spedire",
    "telefono chiamare numero",
    "indirizzo dove",
    "parcheggio parcheggiare",
    "prenotare prenotazione appuntamento",
    "pagare pagamento carta contanti",
  ],
  pt: [
    "preço preços custo custa tarifa quanto",
    "horário horários aberto abrem fechado",
    "reembolso devolução devolver",
    "cancelar cancelamento anular",
    "envio entrega enviar",
    "telefone ligar número",
    "endereço morada onde",
    "estacionar estacionamento",
    "reservar reserva marcação",
    "pagar pagamento cartão dinheiro",
  ],
};

const factor = 0.6;
const tables = new Map<string, Map<string, string[]>>();

function tableOf(language: string): Map<string, string[]> {
  let table = tables.get(language);
  if (!table) {
    table = new Map();
    for (const group of groups[language] ?? []) {
      const words = group.split(" ").flatMap((word) => fold(word).replace(/-/g, ""));
      for (const word of words)
        table.set(word, [...(table.get(word) ?? []), ...words.filter((other) => other !== word)]);
    }
    tables.set(language, table);
  }
  return table;
}

/** Other words for a folded word, each with how well it stands for it. */
export function relativesOf(word: string, language: string): { word: string; factor: number }[] {
  return (tableOf(language).get(word) ?? []).map((other) => ({ word: other, factor }));
}
