const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Within an element or an attribute, so that what a document says ends neither. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => names[sign] ?? sign);
}
