/** A link whose address is written in numbers, which those who collect addresses often do not read. */
export function encodedEmail(address: string): string {
  return `<a href="${entities(`mailto:${address}`)}">${entities(address)}</a>`;
}

function entities(text: string): string {
  return Array.from(text, (character) => `&#${character.codePointAt(0) ?? 0};`).join('');
}
