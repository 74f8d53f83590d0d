/** A text as it stands in a URL or a form: each escaper's choice of characters, hex in upper and lower case. */
export function urlForms(text: string): Set<string> {
  const bytes = Buffer.from(text, 'utf8');
  // Half a surrogate pair makes encodeURIComponent throw; as UTF-8 it is the replacement character.
  const unpaired = bytes.toString('utf8');
  const component = encodeURIComponent(unpaired);
  const form = new URLSearchParams([['', unpaired]]).toString().slice(1);
  const strict = component.replace(/[!'()*]/g, percent);
  const every = [...bytes].map((byte) => percent(String.fromCharCode(byte))).join('');
  const forms = new Set<string>();
  for (const encoded of [
    component,
    form,
    strict,
    encodeURI(unpaired),
    component.replaceAll('%20', '+'),
    every,
  ]) {
    forms.add(encoded);
    forms.add(encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()));
  }
  return forms;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
