import { LOCALES, type Locale } from "../../blueprint/blueprint.schema";
import { word } from "./languages";

/** Trades and purposes by the words people use for them, in the order of LOCALES, and what an app for them begins with. */
type Trade = {
  names: string;
  things: string;
  /** A place of its own that another business may have beside: a hospital with a pharmacy, a hotel with a spa. */
  isPlace?: true;
};

const TRADES: Trade[] = [
  {
    names:
      "repair caf[eé];caf[eé] de reparaci[oó]n|repair caf[eé];repair caf[eé]|caf[eé] de r[eé]paration;repair[- ]?caf[eé]|reparatur-?caf[eé];repair caf[eé]|caf[eé] de reparos;repair caf[eé];مقهى الإصلاح",
    things: "repair volunteer customer part",
  },
  {
    names:
      "tool library|library of things|toy library;biblioteca de (?:herramientas|cosas);biblioth[eè]que d'objets|outilth[eè]que|ludoth[eè]que;leihladen|bibliothek der dinge|werkzeugverleih;biblioteca de (?:ferramentas|coisas);biblioteca (?:degli oggetti|degli attrezzi);مكتبة الأدوات",
    things: "equipment member loan category",
  },
  {
    names:
      "choir|orchestra|band|theat(?:re|er) group|drama club;coro|orquesta|banda|grupo de teatro;ch(?:oe|œ)ur|chorale|orchestre|troupe;chor|orchester|theatergruppe|musikverein;coral|orquestra|banda|grupo de teatro;coro|orchestra|compagnia teatrale;جوقة|فرقة موسيقية|فرقة مسرحية",
    things: "member rehearsal concert attendance",
  },
  {
    names:
      "laundry|dry cleaner'?s?;lavander[ií]a|tintorer[ií]a;laverie|pressing|blanchisserie;w[aä]scherei|reinigung;lavanderia|tinturaria;lavanderia|tintoria;مغسلة",
    things: "customer order order_item delivery",
    isPlace: true,
  },
  {
    names: "pharmacy|drug ?store;farmacia;pharmacie;apotheke;farm[aá]cia;farmacia;صيدلية",
    things: "medicine prescription supplier customer",
    isPlace: true,
  },
  {
    names:
      "food ?bank|soup kitchen;banco de alimentos;banque alimentaire;tafel|lebensmittelbank;banco alimentar|banco de alimentos;banco alimentare;بنك الطعام",
    things: "donor donation volunteer product",
    isPlace: true,
  },
  {
    names:
      "kennels?|cattery|pet hotel|dog hotel;residencia canina|hotel para (?:perros|mascotas);pension (?:canine|f[eé]line|pour chiens);hundepension|tierpension;canil|hotel para (?:c[aã]es|pets);pensione per (?:cani|animali);فندق الحيوانات",
    things: "pet_owner pet booking vaccination",
    isPlace: true,
  },
  {
    names: "museum|art collection;museo;mus[eé]e;museum;museu;museo;متحف",
    things: "equipment loan location event",
    isPlace: true,
  },
  {
    names: "gym|fitness club;gimnasio;salle de sport;fitnessstudio;academia;palestra;نادي رياضي|صالة رياضية",
    things: "member coach class booking subscription",
    isPlace: true,
  },
  {
    names:
      "restaurant|caf[eé]|bistro|diner|pizzeria;restaurante|cafeter[ií]a|pizzer[ií]a|bar;restaurant|caf[eé]|brasserie;restaurant|caf[eé]|gasthaus;restaurante|lanchonete|caf[eé];ristorante|pizzeria|trattoria|bar;مطعم|للمطعم|لمطعم|مقهى",
    things: "dish dining_table booking order order_item",
    isPlace: true,
  },
  {
    names:
      "salon|hair ?dresser'?s?|barber ?shop|beauty|spa|nail studio;peluquer[ií]a|sal[oó]n de belleza|barber[ií]a;salon de coiffure|institut de beaut[eé];friseursalon|friseur|kosmetikstudio;sal[aã]o|barbearia|cabeleireiro;parrucchiere|salone|estetista;صالون|حلاقة",
    things: "customer stylist service appointment",
    isPlace: true,
  },
  {
    names:
      "hotel|hostel|guest ?house|b&b|bed and breakfast;hotel|hostal|pensi[oó]n;h[oô]tel|g[iî]te|chambres? d'h[oô]tes?;hotel|pension|ferienwohnung(?:en)?;hotel|pousada;albergo|hotel|agriturismo;فندق|نزل",
    things: "guest room booking payment",
    isPlace: true,
  },
  {
    names:
      "shop|store|e-?commerce|boutique;tienda|comercio;boutique|magasin|commerce;laden|gesch[aä]ft|shop;loja|com[eé]rcio;negozio|bottega;متجر|محل|دكان",
    things: "product category customer order order_item",
    isPlace: true,
  },
  {
    names: "library;biblioteca;biblioth[eè]que|m[eé]diath[eè]que;bibliothek|b[uü]cherei;biblioteca;biblioteca;مكتبة",
    things: "book category member loan",
    isPlace: true,
  },
  {
    names:
      "vet(?:erinary)?(?: clinic| practice)?|animal (?:clinic|hospital|shelter);veterinari[oa]|cl[ií]nica veterinaria;v[eé]t[eé]rinaire|clinique v[eé]t[eé]rinaire;tierarztpraxis|tierklinik;veterin[aá]ri[oa]|cl[ií]nica veterin[aá]ria;veterinari[oa]|clinica veterinaria;بيطرية|عيادة بيطرية",
    things: "pet_owner pet vet appointment vaccination",
    isPlace: true,
  },
  {
    names:
      "clinic|doctor'?s office|medical practice|hospital|therapist|physio\\w*|surgery;cl[ií]nica|consultorio|hospital|fisioterapia;clinique|cabinet m[eé]dical|h[oô]pital;praxis|arztpraxis|klinik|krankenhaus|physiotherapie;cl[ií]nica|consult[oó]rio|hospital;clinica|studio medico|ospedale|ambulatorio;عيادة|مستشفى|لعيادة",
    things: "patient doctor appointment medical_record",
    isPlace: true,
  },
  {
    names:
      "school|academy|tutoring|music school|language school|kindergarten|daycare|nursery;escuela|colegio|academia|guarder[ií]a;[eé]cole|cr[eè]che|lyc[eé]e|coll[eè]ge;schule|musikschule|kindergarten|kita|nachhilfe;escola|creche|col[eé]gio;scuola|asilo|accademia;مدرسة|روضة|للمدرسة|معهد",
    things: "student teacher class attendance",
    isPlace: true,
  },
  {
    names:
      "online courses?|e-?learning|course platform;cursos en l[ií]nea|plataforma de cursos;cours en ligne;online-?kurse|lernplattform;cursos online;corsi online;دورات عبر الإنترنت",
    things: "course lesson student enrolment",
  },
  {
    names:
      "real estate|realtor|estate agency|property management;inmobiliaria;immobili[eè]re?|agence immobili[eè]re;immobilienb[uü]ro|immobilien|hausverwaltung;imobili[aá]ria;immobiliare|agenzia immobiliare;عقارات|مكتب عقاري",
    things: "property agent customer viewing",
  },
  {
    names:
      "garage|car repair|auto shop|workshop|bike shop;taller|taller mec[aá]nico;garage|atelier;werkstatt|autowerkstatt;oficina|oficina mec[aâ]nica;officina|autofficina;ورشة",
    things: "customer vehicle mechanic repair part",
    isPlace: true,
  },
  {
    names:
      "law firm|law office|lawyers?|legal;bufete|despacho|abogados?;cabinet d'avocats?;kanzlei|anwaltskanzlei;escrit[oó]rio de advocacia|advocacia;studio legale;مكتب محاماة|محاماة",
    things: "customer lawyer case document appointment",
  },
  {
    names:
      "freelanc\\w+|invoicing|consult(?:ant|ing)|agency|studio;aut[oó]nomo|facturaci[oó]n|agencia|estudio;freelance|ind[eé]pendant|facturation|agence;freelancer|selbst[aä]ndig\\w*|agentur;freelancer|aut[oô]nomo|ag[eê]ncia;freelance|libero professionista|agenzia;عمل حر|مستقل|وكالة",
    things: "customer project task invoice",
  },
  {
    names:
      "charity|ngo|non-?profit|church|mosque|foundation;ong|fundaci[oó]n|iglesia;association|ong|[eé]glise|fondation;verein|stiftung|kirche|gemeinde;ong|funda[cç][aã]o|igreja;associazione|onlus|chiesa|fondazione;جمعية|جمعية خيرية|مسجد|مؤسسة",
    things: "member volunteer event donor donation",
  },
  {
    names:
      "sports? (?:club|team)|football|soccer|basketball|league|tennis club;club deportivo|f[uú]tbol|liga|equipo;club (?:de sport|sportif)|football|ligue;sportverein|fu[sß]+ball\\w*|liga|tennisclub;clube|futebol|liga;squadra|calcio|societ[aà] sportiva;فريق رياضي|كرة القدم|نادي",
    things: "player coach team match",
  },
  {
    names:
      "construction|builder|contractor|plumber|electrician;construcci[oó]n|obras?|fontanero|electricista;chantier|b[aâ]timent|plombier|[eé]lectricien;bau(?:firma|stelle|unternehmen)|handwerk\\w*|klempner|elektriker;constru[cç][aã]o|obras?|encanador;edilizia|cantiere|idraulico|elettricista;مقاولات|بناء",
    things: "customer project task employee expense",
  },
  {
    names:
      "delivery|courier|logistics|fleet|trucking|transport|taxi;reparto|log[ií]stica|flota|transporte|taxi;livraison|logistique|flotte|transport|taxi;lieferdienst|logistik|fuhrpark|spedition|taxi;entregas|log[ií]stica|frota|transporte;consegne|logistica|flotta|trasporti|taxi;توصيل|نقل|شحن|تاكسي",
    things: "customer driver vehicle delivery",
  },
  {
    names:
      "farm|garden|greenhouse;granja|huerto|finca|jard[ií]n;ferme|jardin|potager;bauernhof|garten|hof;fazenda|horta|s[ií]tio|jardim;fattoria|orto|azienda agricola|giardino;مزرعة|حديقة",
    things: "plant location task",
    isPlace: true,
  },
  {
    names:
      "blog|magazine|newspaper|news site;blog|revista|peri[oó]dico;blog|magazine|journal;blog|magazin|zeitung;blog|revista|jornal;blog|rivista|giornale;مدونة|مجلة|صحيفة",
    things: "post category message",
  },
  {
    names:
      "job board|recruit\\w*|hiring|hr|human resources;reclutamiento|recursos humanos|rrhh|empleo;recrutement|rh|ressources humaines;personalverwaltung|bewerbungen|recruiting|hr;recrutamento|recursos humanos|rh;reclutamento|risorse umane|selezione;توظيف|موارد بشرية",
    things: "company vacancy candidate",
  },
  {
    names:
      "budget|expenses?|money|finances?|spending;presupuesto|gastos?|finanzas|dinero;budget|d[eé]penses?|finances?|argent;budget|ausgaben|finanzen|haushaltsbuch;or[cç]amento|despesas?|gastos?|finan[cç]as;bilancio|spese|finanze;ميزانية|مصاريف|مصروفات",
    things: "expense category habit",
  },
  {
    names:
      "events?|wedding|conference|festival|party;eventos?|boda|conferencia|festival|fiesta;[eé]v[eé]nements?|mariage|conf[eé]rence|f[eê]te;veranstaltungen|hochzeit|konferenz|festival;eventos?|casamento|confer[eê]ncia|festa;eventi|matrimonio|conferenza|festa;فعاليات|زفاف|مؤتمر|حفلة",
    things: "event guest task supplier",
  },
  {
    names:
      "coworking|office|workspace|meeting rooms?;coworking|oficina|salas? de reuniones;coworking|bureau|salles? de r[eé]union;coworking|b[uü]ro|besprechungsr[aä]ume;coworking|escrit[oó]rio|salas? de reuni[aã]o;coworking|ufficio|sale? riunioni;مكتب|مساحة عمل",
    things: "member room booking",
  },
  {
    names:
      "habits?|fitness|training|workouts?|diet|health;h[aá]bitos?|ejercicio|entrenamiento|dieta|salud;habitudes?|entra[iî]nement|r[eé]gime|sant[eé];gewohnheiten|training|di[aä]t|gesundheit;h[aá]bitos?|treinos?|dieta|sa[uú]de;abitudini|allenament[oi]|dieta|salute;عادات|تمارين|صحة|حمية",
    things: "habit workout",
  },
  {
    names:
      "to-?do|tasks?|chores|project management|team work;tareas|proyectos;t[aâ]ches|projets?;aufgaben|projekte|projektmanagement;tarefas|projetos;compiti|progetti|attivit[aà];مهام|مشاريع",
    things: "project task",
  },
  {
    names:
      "bakery|butcher|catering|food truck|kitchen;panader[ií]a|pasteler[ií]a|catering|cocina;boulangerie|p[aâ]tisserie|traiteur|cuisine;b[aä]ckerei|konditorei|metzgerei|catering;padaria|confeitaria|catering|cozinha;panetteria|pasticceria|catering|cucina;مخبز|حلويات",
    things: "product customer order order_item",
    isPlace: true,
  },
  {
    names:
      "recipes?|cookbook|cooking;recetas?|recetario;recettes?;rezepte?|kochbuch;receitas?;ricett[ae]|ricettario;وصفات|طبخ",
    things: "recipe ingredient category",
  },
  {
    names:
      "inventory|warehouse|stock|supplies;inventario|almac[eé]n|existencias;inventaire|stock|entrep[oô]t;inventar|lager|bestand;estoque|invent[aá]rio|armaz[eé]m;inventario|magazzino|scorte;مخزون|مستودع|جرد",
    things: "product category supplier location",
  },
  {
    names:
      "rental|lending|hire|rent out;alquiler|pr[eé]stamos?;location de|pr[eê]t;verleih|vermietung;aluguel|loca[cç][aã]o|empr[eé]stimos?;noleggio|prestiti;تأجير|إيجار",
    things: "customer equipment booking location",
  },
  {
    names:
      "travel agency|tours?|tourism;agencia de viajes|excursiones|turismo;agence de voyages?|excursions?|tourisme;reiseb[uü]ro|touren|tourismus;ag[eê]ncia de viagens|passeios|turismo;agenzia viaggi|escursioni|turismo;سياحة|رحلات|وكالة سفر",
    things: "customer event booking payment",
  },
  {
    names:
      "photograph\\w+|portfolio|gallery|artist;fotograf\\w+|portafolio|galer[ií]a|artista;photograph\\w+|portfolio|galerie|artiste;fotograf\\w*|portfolio|galerie|k[uü]nstler\\w*;fot[oó]graf\\w+|portf[oó]lio|galeria|artista;fotograf\\w+|portfolio|galleria|artista;مصور|معرض",
    things: "customer project appointment invoice",
  },
];

type Found = { at: number; name: string; said: string; trade: Trade };

/** Trades a text names, in reading order, each once. */
function tradesIn(text: string, locale: Locale): Found[] {
  return TRADES.flatMap((trade): Found[] => {
    const source = columnOfTrade(trade.names, locale);
    // Arabic writes "and", "for" and "the" together with the word.
    const match = source
      ? word(locale === "ar" ? `(?:و|ب|ل|ال|لل|وال|بال)?(${source})` : `(${source})`).exec(text)
      : null;
    return match ? [{ at: match.index, name: match[1] ?? match[0], said: match[0], trade }] : [];
  }).sort((a, b) => a.at - b.at);
}

/** The trade a text names first: the word it uses, and the concepts an app for it begins with. */
export function findTrade(text: string, locale: Locale): { name: string; things: string[] } | undefined {
  const [best] = tradesIn(text, locale);
  return best ? { name: best.name, things: best.trade.things.split(" ") } : undefined;
}

/** True of words that name a business with rooms of its own: "Food truck", "Our bakery". */
export const isPlace = (text: string, locale: Locale): boolean => tradesIn(text, locale)[0]?.trade.isPlace === true;

const BESIDE =
  /(?:^|[^\p{L}])(?:with|and|plus|also|has|have|runs?|including|is|con|y|tiene|tenemos|también|hay|avec|et|aussi|une?|mit|und|hat|auch|eine?n?|com|e|tem|também|ha|anche)\s+(?:(?:an?|our|its|the|una?|nuestr[oa]|une?|notre|eine[nrm]?|ein|uma?|nossa|nosso|nostr[oa]|il|la|le|el)\s+)?(?:\p{L}+\s+)?$/iu;

/** Places beside the first trade: "a hospital … there is also a pharmacy". What is only a word of the first one does not count. */
export function tradesBeside(text: string, locale: Locale): { name: string; things: string[] }[] {
  const [first, ...others] = tradesIn(text, locale);
  return others
    .filter(({ trade, at, said }) => {
      const isInside = first !== undefined && at < first.at + first.said.length;
      const before = text.slice(Math.max(0, at - 12), at);
      const isSaid =
        locale === "ar"
          ? /^[وب]/u.test(said) || /(?:فيه|فيها|به|بها|مع)\s+$/u.test(before)
          : BESIDE.test(text.slice(Math.max(0, at - 40), at));
      return trade.isPlace && !isInside && isSaid;
    })
    .slice(0, 3)
    .map(({ name, trade }) => ({ name, things: trade.things.split(" ") }));
}

// Languages are split at `;`, because `|` separates the words of one language.
function columnOfTrade(names: string, locale: Locale): string {
  const at = LOCALES.indexOf(locale);
  return names.split(";")[at] ?? "";
}
