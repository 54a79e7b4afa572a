import type { Locale } from "../blueprint/blueprint.schema";
import { say } from "./understand/sayings";

type Gap = { pattern: RegExp; reason: string; suggestion: string };

/** Wishes that no generated project fulfils yet. Each is listed with its quote, so nothing gets lost silently. */
const GAPS: Gap[] = [
  {
    pattern: /\bremind(er|ers|ed)?\b|\brecordatorios?\b/i,
    reason: "The project sends no reminders: it has no scheduler and no mail service.",
    suggestion: "A saved view shows what is due; a scheduled function in Supabase can send the messages.",
  },
  {
    pattern:
      /\b(customers?|people|users?|clients?) (can )?e-?mail (or|us|in)\b|\bincoming e-?mail|e-?mail (ingest|inbox|to ticket)|\bby e-?mail\b/i,
    reason: "Incoming e-mail is not turned into records.",
    suggestion: "People open records in the app; an inbound mail webhook can be added under custom/.",
  },
  {
    pattern: /\b(sms|text messages?|whatsapp messages?|push notifications?)\b|\bnotif(y|ied|ications?)\b/i,
    reason: "The project sends no messages to phones.",
    suggestion: "Use saved views, or add a messaging service under custom/.",
  },
  {
    pattern:
      /\b(stripe|paypal|credit cards?|card payments?|online payments?|pay online|take payments?|checkout|subscriptions? payments?)\b/i,
    reason: "No payment is taken.",
    suggestion: "Amounts are recorded; a payment service can be connected under custom/.",
  },
  {
    pattern: /\b(google calendar|calendar sync|outlook|ical|calendly)\b/i,
    reason: "Calendars of other services are not synchronised.",
    suggestion: "Dates can be downloaded as CSV where the export is switched on.",
  },
  {
    pattern: /\b(real[- ]?time chat|live chat|video calls?|zoom|voice)\b/i,
    reason: "There is no live chat or call.",
    suggestion: "Messages can be kept as records.",
  },
  {
    pattern: /\b(maps?|gps|directions|route planning|geolocation)\b/i,
    reason: "There is no map.",
    suggestion: "Addresses are kept as text.",
  },
  {
    pattern: /\b(ios|android|app store|play store|native app)\b/i,
    reason: "The project is a website that works on phones, not an app for a store.",
    suggestion: "Add it to the home screen from the browser.",
  },
  {
    pattern: /\b(import (from|a|my)|migrate (from|my)|sync with|integrat(e|ion) with|zapier|api for)\b/i,
    reason: "There is no import and no connection to other services.",
    suggestion: "The rows can be added with SQL or through the Supabase API.",
  },
  {
    pattern: /\b(artificial intelligence|machine learning|chatbot|gpt|recommendations?|predict)\b/i,
    reason: "There is nothing that guesses or learns.",
    suggestion: "Add it under custom/ on top of the records.",
  },
  {
    pattern: /\b(barcode|qr codes?|scan(ner|ning)?)\b/i,
    reason: "Codes are not scanned.",
    suggestion: "Numbers can be typed in and searched.",
  },
  {
    pattern: /\b(offline mode|work(s)? offline|without internet)\b/i,
    reason: "The app needs a connection.",
    suggestion: "None for now.",
  },
  {
    pattern: /\b(pdf invoices?|generate (a )?pdfs?|print(able)? (labels?|invoices?))\b/i,
    reason: "No documents are produced.",
    suggestion: "The browser can print any page.",
  },
];

/** The gaps a clause asks for. */
export const findGaps = (clause: string): Gap[] => GAPS.filter((gap) => gap.pattern.test(clause));

export const explanations = (locale: Locale) => ({
  reason: say("notFound", locale),
  suggestion: say("suggestion", locale),
  ignored: say("ignored", locale),
  ignoredHint: say("ignoredHint", locale),
  unread: say("unread", locale),
});
