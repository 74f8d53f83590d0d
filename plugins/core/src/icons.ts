/** Line drawings of our own, 24 by 24; one stroke width and one colour per group of nodes. */
export const icons = {
  manualTrigger: drawing(
    '#ff6d5a',
    '<path d="M9 3.5a2 2 0 0 1 4 0v7l5 1.5a2 2 0 0 1 1.4 2.3L18 20.5H10L5.5 14a1.7 1.7 0 0 1 2.6-2.1L9 13z"/>',
  ),
  webhookTrigger: drawing(
    '#ff6d5a',
    '<circle cx="6.5" cy="16.5" r="3"/><circle cx="17.5" cy="16.5" r="3"/><circle cx="12" cy="6.5" r="3"/><path d="M10.5 9.2 7.8 13.8M9.5 16.5h5M13.5 9.2l2.7 4.6"/>',
  ),
  respond: drawing('#7a5af8', '<path d="M20 18v-3a5 5 0 0 0-5-5H4"/><path d="m9 5-5 5 5 5"/>'),
  sqlQuery: drawing(
    '#2f80ed',
    '<ellipse cx="10" cy="5.5" rx="6.5" ry="2.5"/><path d="M3.5 5.5v11c0 1.4 2.9 2.5 6.5 2.5M16.5 5.5V10"/><circle cx="16" cy="15" r="3.5"/><path d="m18.6 17.6 3 3"/>',
  ),
  databaseWriter: drawing(
    '#2f80ed',
    '<ellipse cx="10" cy="5.5" rx="6.5" ry="2.5"/><path d="M3.5 5.5v11c0 1.4 2.9 2.5 6.5 2.5M16.5 5.5V9"/><path d="m12.5 20.5.6-3.2 6-6 2.6 2.6-6 6z"/>',
  ),
  httpRequest: drawing(
    '#2f80ed',
    '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>',
  ),
  editFields: drawing(
    '#12a594',
    '<path d="M4 6h10M4 12h6M4 18h4"/><path d="m12 19 .7-3.5L19 9.2l2.8 2.8-6.3 6.3z"/>',
  ),
  if: drawing(
    '#12a594',
    '<path d="M3 12h5l4-6h8M12 18h8M8 12l4 6"/><path d="m18 3.5 2.5 2.5L18 8.5M18 15.5l2.5 2.5-2.5 2.5"/>',
  ),
  filter: drawing('#12a594', '<path d="M3.5 4.5h17l-6.5 8v7l-4-2v-5z"/>'),
  merge: drawing('#12a594', '<path d="M3.5 6h4l5 6h8M3.5 18h4l5-6"/><path d="m18 9.5 2.5 2.5-2.5 2.5"/>'),
  summarize: drawing('#12a594', '<path d="M18 6.5V4H6l6.5 8L6 20h12v-2.5"/>'),
} as const;

function drawing(colour: string, shapes: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${shapes}</svg>`;
}
