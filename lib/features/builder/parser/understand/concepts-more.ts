import type { Concept } from "./concept";

const WHEN = "starts_at:datetime!# ends_at:datetime!";
const NAMED = "name:text!* description:longtext";

export const CARE_AND_MORE: Concept[] = [
  {
    id: "part",
    names: "part,spare part|pieza,repuesto|pièce|Ersatzteil/Ersatzteile|peça|ricambio/ricambi|قطعة/قطع غيار",
    fields: "name:text!* number:text price:money stock:int notes:longtext",
    links: "supplier",
  },
  {
    id: "pet",
    names:
      "pet,animal,dog,cat|mascota,animal,perro,gato|animal/animaux,chien,chat|Tier/Tiere,Haustier/Haustiere,Hund/Hunde|animal/animais,mascote,cachorro|animale/animali,cane/cani,gatto/gatti|حيوان/حيوانات",
    fields: "name:text!* species:text breed:text birth_date:date photo:image",
    links: "pet_owner customer",
  },
  {
    id: "vaccination",
    names:
      "vaccination,vaccine|vacuna,vacunación|vaccin,vaccination|Impfung/Impfungen|vacina|vaccino/vaccini,vaccinazione/vaccinazioni|تطعيم/تطعيمات,لقاح,لقاحات",
    fields: "name:text!* day:date! due_on:date#",
    links: "pet patient child vet doctor",
  },
  {
    id: "treatment",
    names:
      "treatment,procedure|tratamiento|traitement,soin|Behandlung/Behandlungen|tratamento|trattamento/trattamenti,cura/cure|علاج/علاجات",
    fields: "name:text!* price:money! minutes:int",
  },
  {
    id: "medical_record",
    names:
      "medical record,health record,medical history,patient history|historial clínico,historia clínica,historial médico|dossier médical,antécédents|Krankenakte/Krankenakten,Patientenakte/Patientenakten|prontuário,histórico médico|cartella clinica/cartelle cliniche|سجل طبي/سجلات طبية",
    fields: "subject:text!* day:date! notes:longtext$ file:file",
    links: "patient pet doctor vet",
    isPrivate: true,
  },
  {
    id: "prescription",
    names:
      "prescription|receta médica|ordonnance|Verordnung/Verordnungen|receita médica|prescrizione/prescrizioni|وصفة طبية/وصفات طبية",
    fields: "name:text!* day:date! notes:longtext$ file:file",
    links: "patient pet doctor vet",
    isPrivate: true,
  },
  {
    id: "medicine",
    names:
      "medicine,medication|medicamento,medicina|médicament|Medikament/Medikamente,Arzneimittel/Arzneimittel|medicamento,remédio|farmaco/farmaci,medicinale/medicinali|دواء/أدوية",
    fields: "name:text!* number:text price:money stock:int! due_on:date# notes:longtext",
    links: "supplier category",
  },
  {
    id: "waiting_list",
    names:
      "waiting list entry/waiting list,waitlist entry/waitlist,waiting list/waiting lists,waitlist/waitlists|lista de espera/listas de espera|liste d'attente/listes d'attente|Warteliste/Wartelisten|lista de espera/listas de espera,fila de espera/filas de espera|lista d'attesa/liste d'attesa|قائمة انتظار/قوائم الانتظار,قائمة الانتظار",
    fields: "name:text!* email:email phone:phone day:date!# notes:longtext",
    links: "customer member patient child guardian student guest course class event product",
  },
  {
    id: "rehearsal",
    names:
      "rehearsal|ensayo|répétition|Chorprobe/Chorproben,Orchesterprobe/Orchesterproben,Bandprobe/Bandproben|ensaio|prova generale/prove generali|بروفة/بروفات",
    fields: `name:text!* ${WHEN} notes:longtext`,
    links: "location",
  },
  {
    id: "concert",
    names:
      "concert,gig,performance|concierto|concert|Konzert/Konzerte,Auftritt/Auftritte|concerto|concerto/concerti|حفلة موسيقية/حفلات موسيقية",
    fields: `name:text!* ${WHEN} notes:longtext`,
    links: "location",
  },
  {
    id: "book",
    names: "book|libro|livre|Buch/Bücher|livro|libro/libri|كتاب/كتب",
    fields: "title:text!* author:text* number:text photo:image",
    links: "category",
  },
  {
    id: "loan",
    names:
      "loan,checkout,lending|préstamo|prêt,emprunt|Ausleihe/Ausleihen|empréstimo|prestito/prestiti|إعارة/إعارات,قرض",
    fields: "subject:text!* starts_on:date! due_on:date!# status:enum(out,returned)!",
    links: "book equipment member customer student",
  },
  {
    id: "equipment",
    names:
      "equipment,tool,machine,device,asset,gear|equipo,herramienta,máquina|équipement,matériel,outil,machine|Gerät/Geräte,Maschine/Maschinen,Werkzeug/Werkzeuge|equipamento,ferramenta,máquina|attrezzatura/attrezzature,macchinario/macchinari,attrezzo/attrezzi|معدات,جهاز/أجهزة,أداة,أدوات",
    fields: "name:text!* number:text description:longtext photo:image",
    links: "location category",
  },
  {
    id: "location",
    names:
      "location,branch,venue,site,warehouse|ubicación,sucursal/sucursales,sede,almacén/almacenes|lieu/lieux,site,entrepôt|Standort/Standorte,Filiale/Filialen,Lager/Lager|local/locais,filial/filiais,armazém|sede/sedi,luogo/luoghi,magazzino/magazzini|موقع/مواقع,فرع,فروع,مستودع",
    fields: "name:text!* address:address",
  },
  {
    id: "review",
    names:
      "review,rating|reseña,valoración|avis|Bewertung/Bewertungen|avaliação|recensione/recensioni|تقييم/تقييمات,مراجعة",
    fields: "comment:text!* rating:rating!",
    links: "product service property course event dish book",
  },
  {
    id: "message",
    names:
      "message,comment|mensaje,comentario|message,commentaire|Nachricht/Nachrichten,Kommentar/Kommentare|mensagem,comentário|messaggio/messaggi,commento/commenti|رسالة/رسائل,تعليق,تعليقات",
    fields: "subject:text!* content:longtext!",
    links: "project order ticket post",
  },
  {
    id: "document",
    names:
      "document,file|documento,archivo|document,fichier|Dokument/Dokumente,Datei/Dateien|documento,ficheiro|documento/documenti|مستند/مستندات,وثيقة,وثائق,ملف,ملفات",
    fields: "title:text!* file:file! notes:longtext",
    links: "customer patient case project employee property",
  },
  {
    id: "post",
    names:
      "post,article,news item|publicación,entrada,noticia|article,publication|Beitrag/Beiträge|publicação,postagem,notícia|articolo/articoli,notizia/notizie|مقال/مقالات,منشور",
    fields: "title:text!* content:longtext! status:enum(draft,published)! photo:image",
    links: "category",
  },
  {
    id: "team",
    names: "team,squad|equipo|équipe|Mannschaft/Mannschaften|equipa,time|squadra/squadre|فريق/فرق",
    fields: NAMED,
    links: "coach",
  },
  {
    id: "match",
    names: "match/matches,game,fixture|partido|match/matchs|Spiel/Spiele|jogo,partida|partita/partite|مباراة/مباريات",
    fields: "name:text!* starts_at:datetime!# address:address notes:longtext",
    links: "team",
  },
  {
    id: "ticket",
    names:
      "ticket,support request,complaint|incidencia,queja,solicitud/solicitudes|ticket,demande,réclamation|Ticket/Tickets,Anfrage/Anfragen,Beschwerde/Beschwerden|chamado,reclamação,solicitação|richiesta/richieste,segnalazione/segnalazioni|تذكرة/تذاكر,شكوى,شكاوى",
    fields: "subject:text!* description:longtext status:enum(open,in_progress,finished)! photo:image",
    links: "customer tenant employee agent product",
  },
  {
    id: "shift",
    names:
      "shift,rota,roster|turno de trabajo,guardia|garde,service de travail|Schicht/Schichten|turno,plantão|turno/turni|وردية/ورديات,مناوبة",
    fields: `subject:text!* ${WHEN} notes:longtext`,
    links: "employee volunteer driver location",
    noOverlap: "employee volunteer driver",
  },
  {
    id: "leave",
    names:
      "leave request,vacation,holiday,time off|vacaciones,permiso|congé|Urlaub,Urlaubsantrag/Urlaubsanträge|férias|ferie,permesso/permessi|إجازة/إجازات",
    fields: "subject:text!* starts_on:date! ends_on:date! status:enum(requested,approved,declined)!",
    links: "employee",
  },
  {
    id: "donation",
    names: "donation|donación/donaciones|don|Spende/Spenden|doação|donazione/donazioni|تبرع/تبرعات",
    fields: "subject:text!* amount:money! day:date!#",
    links: "donor project event",
    isPrivate: true,
  },
  {
    id: "contract",
    names: "contract,agreement|contrato|contrat|Vertrag/Verträge|contrato|contratto/contratti|عقد/عقود",
    fields: "number:text!* starts_on:date! ends_on:date amount:money file:file",
    links: "customer company supplier employee",
    isPrivate: true,
  },
  {
    id: "case",
    names:
      "case|caso,expediente|dossier,affaire|Fall/Fälle,Akte/Akten|processo,caso|caso/casi,pratica/pratiche|قضية/قضايا",
    fields: "title:text!* number:text status:enum(open,in_progress,finished)! description:longtext$",
    links: "customer lawyer",
    isPrivate: true,
  },
  {
    id: "vacancy",
    names:
      "vacancy/vacancies,job,opening,position|vacante,empleo,oferta de empleo|offre d'emploi,poste|Stelle/Stellen,Stellenangebot/Stellenangebote|vaga,emprego|posizione aperta,lavoro/lavori|وظيفة/وظائف",
    fields: "title:text!* description:longtext! status:enum(draft,published,finished)!",
    links: "company",
  },
  {
    id: "workout",
    names:
      "workout,exercise|entrenamiento,ejercicio|entraînement,exercice|Training/Trainings,Übung/Übungen|treino,exercício|allenamento/allenamenti,esercizio/esercizi|تمرين/تمارين",
    fields: "title:text!* day:date!# minutes:int notes:longtext",
  },
  {
    id: "habit",
    names:
      "habit,goal|hábito,meta,objetivo|habitude,objectif|Gewohnheit/Gewohnheiten,Ziel/Ziele|hábito,meta,objetivo|abitudine/abitudini,obiettivo/obiettivi|عادة/عادات,هدف,أهداف",
    fields: "name:text!* status:enum(active,paused,finished)! notes:longtext",
  },
  {
    id: "plant",
    names:
      "plant,crop|planta,cultivo|plante,culture|Pflanze/Pflanzen|planta,cultivo|pianta/piante,coltura/colture|نبات/نباتات,محصول,محاصيل",
    fields: "name:text!* species:text day:date photo:image",
    links: "location",
  },
  {
    id: "subscription",
    names:
      "subscription,membership,plan|suscripción,membresía,abono|abonnement|Abo/Abos,Mitgliedschaft/Mitgliedschaften|assinatura,plano|abbonamento/abbonamenti|اشتراك/اشتراكات",
    fields: "name:text!* price:money! starts_on:date ends_on:date# status:enum(active,paused,cancelled)!",
    links: "member customer",
  },
];
