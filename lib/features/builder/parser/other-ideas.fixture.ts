/** Ideas nobody tuned the parser for: other trades, other languages. Name, then the idea. */
export const OTHER_IDEAS: [string, string][] = [
  [
    "a salon",
    "We run a hair salon. Customers can book appointments with a stylist and see only their own appointments. Each stylist has a name, a phone and a photo. Only managers can see payments. Two appointments of the same stylist must not overlap. Status: booked, done, no-show",
  ],
  ["a French restaurant", "une application pour mon restaurant"],
  ["an Arabic restaurant", "تطبيق للمطعم"],
  [
    "a German vet",
    "App für meine Tierarztpraxis: Tiere, Tierärzte, Termine und Impfungen. Kunden können Termine buchen. Termine dürfen sich nicht überschneiden.",
  ],
  [
    "a Portuguese workshop",
    "Quero um aplicativo para minha oficina: clientes, veículos e consertos. Cada veículo tem uma placa e um ano. Mecânicos podem editar consertos mas não podem ver faturas.",
  ],
  [
    "an Italian library",
    "Vorrei un'app per la mia biblioteca. I soci possono vedere i libri. I prestiti hanno una data.",
  ],
  [
    "leave requests",
    "Employees can submit leave requests and see only their own leave requests. Managers approve or decline leave requests.",
  ],
  ["an editorial desk", "Track articles and authors. Each article has many comments. draft -> review -> published"],
];
