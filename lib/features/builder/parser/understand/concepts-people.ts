import type { Concept } from "./concept";

const PERSON = "full_name:text!* email:email* phone:phone notes:longtext$";

export const PEOPLE: Concept[] = [
  {
    id: "customer",
    names:
      "customer,client|cliente|client,cliente|Kunde/Kunden,Kundin|cliente|cliente/clienti|عميل/العملاء,زبون,زبائن,عملاء",
    fields: PERSON,
    person: "client",
  },
  {
    id: "patient",
    names: "patient|paciente|patient|Patient/Patienten,Patientin|paciente|paziente/pazienti|مريض/المرضى,مرضى",
    fields: `${PERSON} birth_date:date`,
    person: "client",
  },
  {
    id: "student",
    names:
      "student,pupil,learner|estudiante,alumno,alumna|élève,étudiant|Schüler/Schüler,Student/Studenten|aluno,estudante|studente/studenti,alunno/alunni|طالب/الطلاب,طلاب,تلميذ,تلاميذ",
    fields: `${PERSON} birth_date:date`,
    person: "client",
  },
  {
    id: "guardian",
    names:
      "parent,guardian|padre,madre,apoderado|parent|Elternteil/Eltern|pai/pais,responsável/responsáveis|genitore/genitori|ولي أمر/أولياء الأمور",
    fields: PERSON,
    person: "client",
  },
  {
    id: "child",
    names: "child/children,kid|niño,niña,hijo|enfant|Kind/Kinder|criança,filho|bambino/bambini,figlio/figli|طفل/أطفال",
    fields: "full_name:text!* birth_date:date notes:longtext$",
    links: "guardian class",
  },
  {
    id: "member",
    names:
      "member,subscriber|miembro,socio|membre,adhérent|Mitglied/Mitglieder|membro,sócio|membro/membri,socio/soci|عضو/أعضاء",
    fields: `${PERSON} status:enum(active,paused,cancelled)`,
    person: "client",
  },
  {
    id: "guest",
    names:
      "guest|huésped/huéspedes,invitado|invité|Gast/Gäste|hóspede,convidado|ospite/ospiti,invitato/invitati|ضيف/ضيوف,نزيل,نزلاء",
    fields: PERSON,
    person: "client",
  },
  {
    id: "tenant",
    names:
      "tenant,renter|inquilino,arrendatario|locataire|Mieter/Mieter,Mieterin|inquilino|inquilino/inquilini|مستأجر/مستأجرين,المستأجرون",
    fields: PERSON,
    person: "client",
  },
  {
    id: "donor",
    names: "donor,sponsor|donante|donateur|Spender/Spender|doador/doadores|donatore/donatori|متبرع/متبرعين",
    fields: PERSON,
    person: "client",
  },
  {
    id: "player",
    names:
      "player,athlete|jugador/jugadores,jugadora|joueur,joueuse|Spieler/Spieler|jogador/jogadores|giocatore/giocatori|لاعب/لاعبين",
    fields: `${PERSON} birth_date:date`,
    links: "team",
    person: "client",
  },
  {
    id: "candidate",
    names: "candidate,applicant|candidato|candidat|Bewerber/Bewerber|candidato|candidato/candidati|مرشح/مرشحين",
    fields: `${PERSON} file:file`,
    links: "vacancy",
    person: "client",
  },
  {
    id: "pet_owner",
    names:
      "pet owner,owner|dueño,propietario|propriétaire|Tierhalter/Tierhalter,Besitzer/Besitzer|dono,tutor/tutores|proprietario/proprietari|مالك/مالكين",
    fields: PERSON,
    person: "client",
  },
  {
    id: "employee",
    names:
      "employee,staff,worker,colleague,helper,assistant|empleado,empleada,trabajador/trabajadores,personal|employé,salarié,personnel|Mitarbeiter/Mitarbeiter,Angestellte,Personal|funcionário,empregado,colaborador/colaboradores|dipendente/dipendenti,personale,collaboratore/collaboratori|موظف/موظفين,الموظفون",
    fields: PERSON,
    person: "team",
  },
  {
    id: "teacher",
    names:
      "teacher,tutor,instructor|profesor/profesores,profesora,maestro|professeur,enseignant|Lehrer/Lehrer,Lehrerin,Lehrkraft/Lehrkräfte|professor/professores|insegnante/insegnanti,docente/docenti|معلم/معلمين,المعلمون,أستاذ,مدرس",
    fields: "full_name:text!* email:email* phone:phone specialty:text",
    person: "team",
  },
  {
    id: "doctor",
    names:
      "doctor,physician,dentist,therapist|médico,doctor/doctores,odontólogo,terapeuta|médecin,docteur,dentiste|Arzt/Ärzte,Ärztin,Zahnarzt/Zahnärzte|médico,dentista|medico/medici,dottore/dottori,dentista/dentisti|طبيب/أطباء,دكتور",
    fields: "full_name:text!* specialty:text email:email phone:phone",
    person: "team",
  },
  {
    id: "vet",
    names:
      "vet,veterinarian|veterinario|vétérinaire|Tierarzt/Tierärzte,Tierärztin|veterinário|veterinario/veterinari|طبيب بيطري/أطباء بيطريون",
    fields: "full_name:text!* email:email phone:phone",
    person: "team",
  },
  {
    id: "receptionist",
    names:
      "receptionist,front desk|recepcionista|réceptionniste|Empfang,Rezeptionist/Rezeptionisten|recepcionista|receptionist|موظف استقبال",
    fields: PERSON,
    person: "team",
  },
  {
    id: "stylist",
    names:
      "stylist,hairdresser,barber,beautician|estilista,peluquero,barbero|coiffeur,coiffeuse,styliste|Friseur/Friseure,Stylist/Stylisten|cabeleireiro,barbeiro|parrucchiere/parrucchieri,barbiere/barbieri|حلاق/حلاقين",
    fields: "full_name:text!* specialty:text phone:phone",
    person: "team",
  },
  {
    id: "mechanic",
    names:
      "mechanic,technician|mecánico,técnico|mécanicien,technicien|Mechaniker/Mechaniker,Techniker/Techniker|mecânico,técnico|meccanico/meccanici,tecnico/tecnici|ميكانيكي,فني/فنيين",
    fields: PERSON,
    person: "team",
  },
  {
    id: "driver",
    names:
      "driver,courier|conductor/conductores,chofer/choferes,repartidor/repartidores|chauffeur,livreur|Fahrer/Fahrer,Kurier/Kuriere|motorista,entregador/entregadores|autista/autisti,corriere/corrieri|سائق/سائقين",
    fields: PERSON,
    person: "team",
  },
  {
    id: "waiter",
    names:
      "waiter,waitress,cook,chef|camarero,mesero,cocinero|serveur,serveuse,cuisinier|Kellner/Kellner,Koch/Köche|garçom/garçons,cozinheiro|cameriere/camerieri,cuoco/cuochi|نادل,طباخ",
    fields: PERSON,
    person: "team",
  },
  {
    id: "coach",
    names:
      "coach,trainer|entrenador/entrenadores|entraîneur|Trainer/Trainer|treinador/treinadores|allenatore/allenatori|مدرب/مدربين",
    fields: PERSON,
    person: "team",
  },
  {
    id: "lawyer",
    names: "lawyer,attorney|abogado,abogada|avocat|Anwalt/Anwälte|advogado|avvocato/avvocati|محامي/محامين",
    fields: PERSON,
    person: "team",
  },
  {
    id: "agent",
    names:
      "agent,salesperson|agente,vendedor/vendedores|agent,vendeur|Makler/Makler,Verkäufer/Verkäufer|agente,vendedor/vendedores|agente/agenti,venditore/venditori|وكيل/وكلاء,بائع",
    fields: PERSON,
    person: "team",
  },
  {
    id: "volunteer",
    names: "volunteer|voluntario|bénévole|Freiwillige,Ehrenamtliche|voluntário|volontario/volontari|متطوع/متطوعين",
    fields: PERSON,
    person: "team",
  },
];
