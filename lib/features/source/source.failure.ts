/** Why a source could not be read, in a sentence for whoever added it: what is wrong, and what to do about it. */
export const failureWords = {
  EMPTY_FILE: "The file is empty. Check that it was saved, then add it again.",
  EMPTY_TEXT: "There is no text in it. Add something with words.",
  TOO_LARGE: "The file is larger than 10 MB. Split it, or save it without pictures.",
  TOO_LONG: "There are more than 2,000,000 characters in it. Split it into several files.",
  UNSUPPORTED_TYPE:
    "Its content is of a kind that cannot be read here, whatever its name says. Add a PDF, a Word document (.docx), HTML, Markdown, CSV or plain text.",
  ZIP_ARCHIVE:
    "Its content is a ZIP archive, whatever its name says. Unpack it and add the documents inside one by one.",
  SPREADSHEET: "It is a spreadsheet. Save each sheet as CSV and add those.",
  PRESENTATION: "It is a presentation. Save it as PDF and add that.",
  OLD_WORD: "It is of an older Microsoft Office format. Save it as .docx or PDF and add that.",
  BAD_ENCODING:
    "Its characters cannot be told apart: it is neither UTF-8 nor plain text. Save it as UTF-8 and add it again.",
  PDF_ENCRYPTED: "The PDF is protected with a password. Save a copy without one and add that.",
  PDF_DAMAGED: "The PDF is damaged. Save or download it anew, then add it again.",
  NO_TEXT: "The PDF has no text, only pictures of pages. Run text recognition (OCR) on it first, then add the result.",
  DOCX_DAMAGED: "The Word document is damaged. Open it in Word, save it anew and add that.",
  UNPACKS_TOO_LARGE: "Unpacked, the file is far larger than a document. Save it anew without what is embedded in it.",
  READ_TIMEOUT: "Reading it took too long. Split it into smaller files.",
  TOO_COMPLEX: "It takes more memory to read than there is. Split it into smaller files.",
  URL_REFUSED:
    "Atrium only reads addresses of the public internet over https. This one is private, local or uses another port.",
  URL_UNKNOWN_HOST: "There is no website under this name. Check the address.",
  URL_UNREACHABLE: "The website could not be reached. Check the address, or try again later.",
  URL_TIMEOUT: "The website took longer than 15 seconds to answer. Try again later.",
  URL_TOO_LARGE: "The page is larger than 5 MB. Download it and add what matters as a file.",
  URL_REDIRECTS: "The address redirects more than five times. Use the address at the end of the chain.",
  URL_NOT_FOUND: "There is no page at this address any more. Check the address, or delete this source.",
  URL_FORBIDDEN: "The website does not show this page without signing in. Add its text or a file instead.",
  URL_BUSY: "The website is asking for fewer visits. Try again later.",
  URL_ERROR: "The website answered with an error. Try again later.",
  URL_TYPE: "What is at this address cannot be read here. It should be a page, a PDF, a Word document, CSV or text.",
  ROBOTS_FORBID:
    "The website's robots.txt does not let programs read this. Its owner can allow the robot “Atrium” there.",
  SITE_EMPTY:
    "No page with text was found on this site. If its pages are built by scripts in the browser, add their text instead.",
  INTERRUPTED: "Reading was interrupted and did not go on by itself. Try it again.",
  UNEXPECTED: "Reading it failed unexpectedly. Try it again; if that does not help, add it in another format.",
} as const;

export type FailureCode = keyof typeof failureWords;

/** A source that cannot be read. Trying the same again at once would end the same way. */
export class SourceFailure extends Error {
  override readonly name = "SourceFailure";
  constructor(
    readonly code: FailureCode,
    options: { cause?: unknown } = {},
  ) {
    super(failureWords[code], options);
  }
}

export function isFailureCode(code: unknown): code is FailureCode {
  return typeof code === "string" && Object.hasOwn(failureWords, code);
}
