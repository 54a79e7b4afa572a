/** What the transcript itself says to a visitor, in the languages that assistants speak. */
const notes = {
  handedOver: {
    en: "The team has been told. Somebody will answer you here.",
    es: "Hemos avisado al equipo. Alguien le responderá aquí.",
    fr: "L’équipe a été prévenue. Quelqu’un vous répondra ici.",
    de: "Das Team weiß Bescheid. Jemand antwortet Ihnen hier.",
    pt: "A equipa foi avisada. Alguém responderá aqui.",
    it: "Il team è stato avvisato. Qualcuno le risponderà qui.",
    ar: "تم إبلاغ الفريق. سيجيبك أحدهم هنا.",
  },
} as const satisfies Record<string, Record<string, string>>;

/** @param language two letters; English for one that assistants do not speak */
export function chatNote(note: keyof typeof notes, language: string): string {
  const words: Record<string, string> = notes[note];
  return words[language] ?? notes[note].en;
}
