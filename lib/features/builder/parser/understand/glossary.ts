import { LOCALES, type Locale } from "../../blueprint/blueprint.schema";

/** One word in every language, in the order of LOCALES: en, es, fr, de, pt, it, ar. */
const WORDS: Record<string, string> = {
  name: "Name|Nombre|Nom|Name|Nome|Nome|الاسم",
  full_name: "Full name|Nombre completo|Nom complet|Vollständiger Name|Nome completo|Nome completo|الاسم الكامل",
  title: "Title|Título|Titre|Titel|Título|Titolo|العنوان",
  subject: "Subject|Asunto|Objet|Betreff|Assunto|Oggetto|الموضوع",
  number: "Number|Número|Numéro|Nummer|Número|Numero|الرقم",
  email: "E-mail|Correo electrónico|E-mail|E-Mail|E-mail|E-mail|البريد الإلكتروني",
  phone: "Phone|Teléfono|Téléphone|Telefon|Telefone|Telefono|الهاتف",
  address: "Address|Dirección|Adresse|Adresse|Endereço|Indirizzo|عنوان السكن",
  notes: "Notes|Notas|Notes|Notizen|Notas|Note|ملاحظات",
  description: "Description|Descripción|Description|Beschreibung|Descrição|Descrizione|الوصف",
  price: "Price|Precio|Prix|Preis|Preço|Prezzo|السعر",
  amount: "Amount|Importe|Montant|Betrag|Valor|Importo|المبلغ",
  quantity: "Quantity|Cantidad|Quantité|Menge|Quantidade|Quantità|الكمية",
  status: "Status|Estado|Statut|Status|Status|Stato|الحالة",
  starts_at: "Starts|Empieza|Début|Beginn|Início|Inizio|يبدأ",
  ends_at: "Ends|Termina|Fin|Ende|Fim|Fine|ينتهي",
  starts_on: "From|Desde|Du|Von|De|Dal|من",
  ends_on: "Until|Hasta|Au|Bis|Até|Al|إلى",
  day: "Date|Fecha|Date|Datum|Data|Data|التاريخ",
  due_on: "Due date|Fecha límite|Échéance|Fällig am|Vencimento|Scadenza|تاريخ الاستحقاق",
  paid_on: "Paid on|Pagado el|Payé le|Bezahlt am|Pago em|Pagato il|تاريخ الدفع",
  birth_date:
    "Date of birth|Fecha de nacimiento|Date de naissance|Geburtsdatum|Data de nascimento|Data di nascita|تاريخ الميلاد",
  photo: "Photo|Foto|Photo|Foto|Foto|Foto|صورة",
  file: "File|Archivo|Fichier|Datei|Ficheiro|File|ملف",
  capacity: "Capacity|Capacidad|Capacité|Plätze|Capacidade|Capienza|السعة",
  minutes: "Minutes|Minutos|Minutes|Minuten|Minutos|Minuti|الدقائق",
  rating: "Rating|Valoración|Note|Bewertung|Avaliação|Valutazione|التقييم",
  comment: "Comment|Comentario|Commentaire|Kommentar|Comentário|Commento|تعليق",
  website: "Website|Sitio web|Site web|Webseite|Site|Sito web|الموقع",
  species: "Species|Especie|Espèce|Art|Espécie|Specie|النوع",
  breed: "Breed|Raza|Race|Rasse|Raça|Razza|السلالة",
  specialty: "Specialty|Especialidad|Spécialité|Fachgebiet|Especialidade|Specialità|التخصص",
  author: "Author|Autor|Auteur|Autor|Autor|Autore|المؤلف",
  plate: "Number plate|Matrícula|Immatriculation|Kennzeichen|Matrícula|Targa|رقم اللوحة",
  brand: "Make|Marca|Marque|Marke|Marca|Marca|الماركة",
  guests: "People|Personas|Personnes|Personen|Pessoas|Persone|عدد الأشخاص",
  stock: "In stock|Existencias|En stock|Bestand|Estoque|Giacenza|المخزون",
  grade: "Grade|Nota|Note|Note|Nota|Voto|الدرجة",
  done: "Done|Hecho|Fait|Erledigt|Feito|Fatto|منجز",
  content: "Content|Contenido|Contenu|Inhalt|Conteúdo|Contenuto|المحتوى",
  manager: "Manager|Dirección|Responsable|Leitung|Gestor|Responsabile|المدير",
  team: "Team|Equipo|Équipe|Team|Equipa|Team|فريق العمل",
  member: "Member|Miembro|Membre|Mitglied|Membro|Membro|عضو",
  newcomer: "Newcomer|Sin acceso|Sans accès|Ohne Zugang|Sem acesso|Senza accesso|بدون صلاحية",
  entry: "Entry/Entries|Registro/Registros|Entrée/Entrées|Eintrag/Einträge|Registo/Registos|Voce/Voci|سجل/سجلات",
  open: "Open|Abierto|Ouvert|Offen|Aberto|Aperto|مفتوح",
  in_progress: "In progress|En curso|En cours|In Arbeit|Em curso|In corso|قيد التنفيذ",
  finished: "Done|Terminado|Terminé|Erledigt|Concluído|Completato|مكتمل",
  booked: "Booked|Reservado|Réservé|Gebucht|Reservado|Prenotato|محجوز",
  cancelled: "Cancelled|Cancelado|Annulé|Abgesagt|Cancelado|Annullato|ملغى",
  requested: "Requested|Solicitado|Demandé|Angefragt|Solicitado|Richiesto|مطلوب",
  approved: "Approved|Aprobado|Approuvé|Genehmigt|Aprovado|Approvato|موافق عليه",
  declined: "Declined|Rechazado|Refusé|Abgelehnt|Recusado|Rifiutato|مرفوض",
  received: "New|Nuevo|Nouveau|Neu|Novo|Nuovo|جديد",
  ready: "Ready|Listo|Prêt|Fertig|Pronto|Pronto|جاهز",
  delivered: "Delivered|Entregado|Livré|Geliefert|Entregue|Consegnato|تم التسليم",
  draft: "Draft|Borrador|Brouillon|Entwurf|Rascunho|Bozza|مسودة",
  sent: "Sent|Enviada|Envoyée|Versendet|Enviada|Inviata|مرسلة",
  paid: "Paid|Pagada|Payée|Bezahlt|Paga|Pagata|مدفوعة",
  overdue: "Overdue|Vencidas|En retard|Überfällig|Em atraso|In ritardo|متأخرة",
  present: "Present|Presente|Présent|Anwesend|Presente|Presente|حاضر",
  absent: "Absent|Ausente|Absent|Abwesend|Ausente|Assente|غائب",
  late: "Late|Tarde|En retard|Verspätet|Atrasado|In ritardo|متأخر",
  out: "Out|Prestado|Prêté|Verliehen|Emprestado|In prestito|مُعار",
  returned: "Returned|Devuelto|Rendu|Zurück|Devolvido|Restituito|مُعاد",
  published: "Published|Publicado|Publié|Veröffentlicht|Publicado|Pubblicato|منشور",
  active: "Active|Activo|Actif|Aktiv|Ativo|Attivo|نشط",
  paused: "Paused|En pausa|En pause|Pausiert|Em pausa|In pausa|متوقف",
  app_name: "My app|Mi aplicación|Mon application|Meine App|Minha aplicação|La mia app|تطبيقي",
  tagline:
    "Everything in one tidy place|Todo en un solo lugar|Tout au même endroit|Alles an einem Ort|Tudo em um só lugar|Tutto in un solo posto|كل شيء في مكان واحد",
};

const columns = new Map(Object.entries(WORDS).map(([key, line]) => [key, line.split("|")]));

/** Every language of a `|` line, in the order of LOCALES. */
export const columnOf = (line: string, locale: Locale): string => line.split("|")[LOCALES.indexOf(locale)] ?? "";

/** The word for a key in a language; undefined when the glossary does not know the key. */
export const wordFor = (key: string, locale: Locale): string | undefined => columns.get(key)?.[LOCALES.indexOf(locale)];

/** Keys of fields by the word a person writes for them, in any language. */
export function glossaryKey(word: string, locale: Locale): string | undefined {
  // "كل كتاب له عنوان" names a field without the article it is labelled with.
  const plain = (text: string): string => (locale === "ar" ? text.replace(/^و?ال/u, "") : text).trim().toLowerCase();
  const wanted = plain(word);
  for (const [key, words] of columns) if (plain(words[LOCALES.indexOf(locale)] ?? "") === wanted) return key;
  return undefined;
}
