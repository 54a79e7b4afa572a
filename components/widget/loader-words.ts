/** What the launcher says, before anything of the chat is loaded. */
const words = {
  en: [
    "Open chat",
    "Close chat",
    "The chat could not be loaded. Check your connection and try again.",
    "Try again",
    "Close",
  ],
  es: [
    "Abrir chat",
    "Cerrar chat",
    "No se pudo cargar el chat. Compruebe su conexión e inténtelo de nuevo.",
    "Reintentar",
    "Cerrar",
  ],
  fr: [
    "Ouvrir le chat",
    "Fermer le chat",
    "Le chat n’a pas pu être chargé. Vérifiez votre connexion et réessayez.",
    "Réessayer",
    "Fermer",
  ],
  de: [
    "Chat öffnen",
    "Chat schließen",
    "Der Chat konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
    "Noch einmal",
    "Schließen",
  ],
  pt: [
    "Abrir chat",
    "Fechar chat",
    "Não foi possível carregar o chat. Verifique a ligação e tente novamente.",
    "Tentar de novo",
    "Fechar",
  ],
  it: [
    "Apri la chat",
    "Chiudi la chat",
    "Impossibile caricare la chat. Controlli la connessione e riprovi.",
    "Riprova",
    "Chiudi",
  ],
  ar: [
    "فتح المحادثة",
    "إغلاق المحادثة",
    "تعذّر تحميل المحادثة. تحقّق من الاتصال ثم حاول مرة أخرى.",
    "إعادة المحاولة",
    "إغلاق",
  ],
} as const;

export type WidgetLanguage = keyof typeof words;

/** The assistant's own language, or else the browser's, or else English. */
export function widgetLanguage(configured: string, browser: string): WidgetLanguage {
  const known = (code: string): code is WidgetLanguage => Object.hasOwn(words, code);
  const own = browser.slice(0, 2).toLowerCase();
  if (known(configured)) return configured;
  return known(own) ? own : "en";
}

export function loaderWords(language: WidgetLanguage) {
  const [open, close, failed, retry, dismiss] = words[language];
  return { open, close, failed, retry, dismiss };
}
