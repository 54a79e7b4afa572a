import type { Concept } from "./concept";

const WHEN = "starts_at:datetime!# ends_at:datetime!";
const NAMED = "name:text!* description:longtext";

export const TRADE: Concept[] = [
  {
    id: "supplier",
    names:
      "supplier,vendor|proveedor/proveedores|fournisseur|Lieferant/Lieferanten|fornecedor/fornecedores|fornitore/fornitori|مورد/موردين",
    fields: "name:text!* email:email phone:phone address:address",
  },
  {
    id: "company",
    names:
      "company/companies,organisation,organization|empresa|entreprise,société|Firma/Firmen,Unternehmen/Unternehmen|empresa|azienda/aziende|شركة/شركات",
    fields: "name:text!* website:url address:address",
  },
  {
    id: "appointment",
    names:
      "appointment|cita,turno|rendez-vous,rdv|Termin/Termine|consulta,marcação,agendamento|appuntamento/appuntamenti|موعد/مواعيد",
    fields: `subject:text!* ${WHEN} status:enum(booked,finished,cancelled)! notes:longtext`,
    links: "customer patient pet student doctor vet stylist mechanic teacher lawyer agent service treatment vehicle",
    noOverlap: "doctor vet stylist mechanic teacher lawyer agent employee",
  },
  {
    id: "booking",
    names:
      "booking,reservation|reserva,reservación|réservation|Buchung/Buchungen,Reservierung/Reservierungen|reserva|prenotazione/prenotazioni|حجز/حجوزات",
    fields: `name:text!* ${WHEN} guests:int status:enum(requested,booked,cancelled)! notes:longtext`,
    links: "customer guest member room dining_table event vehicle equipment property class",
    noOverlap: "room dining_table vehicle equipment property",
  },
  {
    id: "order",
    names:
      "order,purchase|pedido|commande|Bestellung/Bestellungen,Auftrag/Aufträge|pedido,encomenda|ordine/ordini|طلب/طلبات",
    fields: "number:text!* day:date! status:enum(received,in_progress,ready,delivered,cancelled)! notes:longtext",
    links: "customer dining_table supplier driver",
  },
  {
    id: "order_item",
    names:
      "order item,order line,line item|línea de pedido|ligne de commande|Bestellposition/Bestellpositionen|item do pedido|riga d'ordine|بند الطلب",
    fields: "name:text!* quantity:int! price:money!",
    links: "order product dish",
  },
  {
    id: "product",
    names:
      "product,article|producto,artículo|produit,article|Produkt/Produkte,Artikel/Artikel|produto,artigo|prodotto/prodotti,articolo/articoli|منتج/منتجات",
    fields: "name:text!* price:money! stock:int description:longtext photo:image",
    links: "category supplier",
  },
  {
    id: "service",
    names:
      "service|servicio|service,prestation|Dienstleistung/Dienstleistungen,Leistung/Leistungen|serviço|servizio/servizi|خدمة/خدمات",
    fields: "name:text!* price:money! minutes:int description:longtext",
  },
  {
    id: "category",
    names: "category/categories|categoría|catégorie|Kategorie/Kategorien|categoria|categoria/categorie|فئة/فئات,تصنيف",
    fields: NAMED,
  },
  {
    id: "invoice",
    names: "invoice,bill|factura|facture|Rechnung/Rechnungen|fatura|fattura/fatture|فاتورة/فواتير",
    fields: "number:text!*^ day:date! due_on:date!# amount:money! paid_on:date status:enum(draft,sent,paid)!",
    links: "customer patient company project order",
    isPrivate: true,
  },
  {
    id: "payment",
    names: "payment|pago|paiement|Zahlung/Zahlungen|pagamento|pagamento/pagamenti|دفعة/مدفوعات,دفع",
    fields: "subject:text!* amount:money! day:date!#",
    links: "invoice customer member student tenant lease order",
    isPrivate: true,
  },
  {
    id: "expense",
    names: "expense,spending|gasto|dépense|Ausgabe/Ausgaben|despesa,gasto|spesa/spese|مصروف/مصروفات,مصاريف,نفقات",
    fields: "title:text!* amount:money! day:date!# notes:longtext photo:image",
    links: "category project",
    isPrivate: true,
  },
  {
    id: "project",
    names: "project|proyecto|projet,chantier|Projekt/Projekte|projeto|progetto/progetti|مشروع/مشاريع",
    fields: "name:text!* status:enum(open,in_progress,finished)! starts_on:date due_on:date# description:longtext",
    links: "customer company",
  },
  {
    id: "task",
    names: "task,todo,to-do,chore|tarea|tâche|Aufgabe/Aufgaben|tarefa|compito/compiti,attività|مهمة/مهام",
    fields: "title:text!* status:enum(open,in_progress,finished)! due_on:date# notes:longtext",
    links: "project employee volunteer",
  },
  {
    id: "event",
    names:
      "event|evento|événement,évènement|Veranstaltung/Veranstaltungen,Event/Events|evento|evento/eventi|فعالية/فعاليات,حدث,أحداث",
    fields: `name:text!* ${WHEN} address:address capacity:int description:longtext photo:image`,
    links: "location",
  },
  {
    id: "course",
    names: "course|curso|cours,formation|Kurs/Kurse|curso|corso/corsi|دورة/دورات",
    fields: "name:text!* price:money starts_on:date ends_on:date capacity:int description:longtext",
    links: "teacher coach",
  },
  {
    id: "lesson",
    names:
      "lesson|lección,clase|leçon|Unterrichtsstunde/Unterrichtsstunden,Lektion/Lektionen|aula,lição|lezione/lezioni|درس/دروس,حصة,حصص",
    fields: `title:text!* ${WHEN} notes:longtext`,
    links: "course teacher student room class",
    noOverlap: "teacher room",
  },
  {
    id: "class",
    names: "class/classes|grupo|classe|Klasse/Klassen|turma|classe/classi|فصل/فصول,صف,صفوف",
    fields: "name:text!* starts_on:date capacity:int",
    links: "teacher coach",
  },
  {
    id: "enrolment",
    names:
      "enrolment,enrollment,registration,signup|inscripción,matrícula|inscription|Anmeldung/Anmeldungen|inscrição,matrícula|iscrizione/iscrizioni|تسجيل/تسجيلات",
    fields: "subject:text!* day:date! status:enum(requested,approved,cancelled)!",
    links: "student member course class event player",
  },
  {
    id: "attendance",
    names: "attendance|asistencia|présence|Anwesenheit/Anwesenheiten|presença,frequência|presenza/presenze|حضور/حضور",
    fields: "day:date!# status:enum(present,late,absent)! notes:text",
    links: "student child member player class lesson employee rehearsal concert volunteer",
    uniquePer: "student child member player employee",
  },
  {
    id: "grade",
    names: "grade,mark|nota,calificación|note|Note/Noten|nota|voto/voti|درجة/درجات,علامة",
    fields: "subject:text!* grade:decimal! day:date notes:longtext$",
    links: "student course class lesson",
    isPrivate: true,
  },
  {
    id: "room",
    names:
      "room,court|habitación,sala|chambre,salle|Zimmer/Zimmer,Raum/Räume|quarto,sala|camera/camere,stanza/stanze,sala/sale|غرفة/غرف,قاعة,قاعات",
    fields: "name:text!* capacity:int price:money description:longtext photo:image",
    links: "location property",
  },
  {
    id: "dining_table",
    names: "table|mesa|table|Tisch/Tische|mesa|tavolo/tavoli|طاولة/طاولات",
    fields: "name:text!* capacity:int!",
  },
  {
    id: "dish",
    names:
      "dish/dishes,menu item,menu,meal|plato,menú|plat,menu|Gericht/Gerichte,Speise/Speisen,Speisekarte|prato,cardápio|piatto/piatti,menù|طبق/أطباق,قائمة الطعام,وجبة,وجبات",
    fields: "name:text!* price:money! description:longtext photo:image",
    links: "category",
  },
  {
    id: "recipe",
    names: "recipe|receta|recette|Rezept/Rezepte|receita|ricetta/ricette|وصفة/وصفات",
    fields: "title:text!* content:longtext! minutes:int photo:image",
    links: "category",
  },
  {
    id: "ingredient",
    names: "ingredient|ingrediente|ingrédient|Zutat/Zutaten|ingrediente|ingrediente/ingredienti|مكون/مكونات",
    fields: "name:text!* quantity:text",
    links: "recipe dish",
  },
  {
    id: "vehicle",
    names:
      "vehicle,car,truck,van,bike,boat|vehículo,coche,carro,camión/camiones|véhicule,voiture,camion|Fahrzeug/Fahrzeuge,Auto/Autos|veículo,carro|veicolo/veicoli,auto,macchina/macchine|سيارة/سيارات,مركبة,مركبات",
    fields: "name:text!* plate:text* brand:text photo:image",
    links: "customer",
  },
  {
    id: "delivery",
    names:
      "delivery/deliveries,shipment,trip|entrega,envío,viaje|livraison,trajet|Lieferung/Lieferungen,Fahrt/Fahrten|entrega,viagem/viagens|consegna/consegne,viaggio/viaggi|توصيل,رحلة/رحلات,شحنة,شحنات",
    fields: "subject:text!* address:address day:date!# status:enum(open,in_progress,delivered,cancelled)!",
    links: "order customer driver vehicle",
  },
  {
    id: "property",
    names:
      "property/properties,house,flat,apartment,listing|propiedad/propiedades,casa,piso,apartamento,inmueble|bien,logement,appartement,maison|Immobilie/Immobilien,Wohnung/Wohnungen,Haus/Häuser|imóvel/imóveis,casa,apartamento|immobile/immobili,casa/case,appartamento/appartamenti|عقار/عقارات,شقة,شقق,منزل,منازل",
    fields: "name:text!* address:address* price:money description:longtext photo:image",
    links: "agent",
  },
  {
    id: "lease",
    names:
      "lease|contrato de alquiler|bail/baux|Mietvertrag/Mietverträge|contrato de aluguel|contratto d'affitto|عقد إيجار/عقود إيجار",
    fields: "number:text!* starts_on:date! ends_on:date amount:money! file:file",
    links: "tenant property",
    isPrivate: true,
  },
  {
    id: "viewing",
    names: "viewing|visita|visite|Besichtigung/Besichtigungen|visita|visita/visite|معاينة/معاينات,زيارة,زيارات",
    fields: `subject:text!* ${WHEN} notes:longtext`,
    links: "property customer patient agent",
    noOverlap: "agent",
  },
  {
    id: "repair",
    names:
      "repair,work order,service request,maintenance request,issue,defect|reparación,avería,incidencia|réparation,panne|Reparatur/Reparaturen,Störung/Störungen,Mangel/Mängel|reparo,avaria,conserto|riparazione/riparazioni,guasto/guasti|صيانة,إصلاح/إصلاحات,عطل,أعطال",
    fields:
      "title:text!* description:longtext photo:image status:enum(received,in_progress,finished)! due_on:date# notes:longtext",
    links: "vehicle property equipment customer mechanic tenant room",
  },
];
