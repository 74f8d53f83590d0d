/** A text as JSON writers put it between quotes, itself included: plain, then with what each writer escapes more. */
export function jsonForms(text: string): Set<string> {
  const plain = JSON.stringify(text).slice(1, -1);
  const forms = new Set([text]);
  for (const slashed of [plain, plain.replaceAll('/', '\\/')]) {
    for (const escaped of [slashed, ...escapers.map((escape) => escape(slashed))]) {
      forms.add(escaped);
      forms.add(upperCased(escaped));
    }
  }
  // JSON within a string of JSON, as logs carry it.
  forms.add(JSON.stringify(plain).slice(1, -1));
  return forms;
}

/** Python and PHP escape all but ASCII, Go what is special in HTML, Gson `=` and `'` as well. */
const escapers = [/[^\0-~]/g, /[<>&\u2028\u2029]/g, /[<>&='\u2028\u2029]/g, /[^\0-~]|[<>&']/g].map(
  (characters) => (text: string) => text.replace(characters, unicodeEscape),
);

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function upperCased(text: string): string {
  return text.replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);
}
