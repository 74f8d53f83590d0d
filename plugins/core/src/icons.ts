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
  switch: drawing(
    '#12a594',
    '<path d="M3 12h4l4-6.5h7M7 12h11M7 12l4 6.5h7"/><path d="m16 3.5 2 2-2 2M16 10l2 2-2 2M16 16.5l2 2-2 2"/>',
  ),
  loop: drawing(
    '#12a594',
    '<path d="M4 11a7 7 0 0 1 7-6h3a6 6 0 0 1 5.6 4M20 13a7 7 0 0 1-7 6h-3a6 6 0 0 1-5.6-4"/><path d="m20.5 5.5-.6 3.8-3.7-.6M3.5 18.5l.6-3.8 3.7.6"/>',
  ),
  callPattern: drawing(
    '#12a594',
    '<rect x="3" y="4" width="8" height="6" rx="1.5"/><rect x="13" y="14" width="8" height="6" rx="1.5"/><path d="M7 10v5.5A1.5 1.5 0 0 0 8.5 17H13M17 14V8.5A1.5 1.5 0 0 0 15.5 7H11"/>',
  ),
  extractFromFile: drawing(
    '#12a594',
    '<path d="M13 3.5H6.5A1.5 1.5 0 0 0 5 5v14a1.5 1.5 0 0 0 1.5 1.5H11M13 3.5V8h4.5M13 3.5 17.5 8v3"/><path d="M13.5 16.5h7M18 13.5l3 3-3 3"/>',
  ),
  convertToFile: drawing(
    '#12a594',
    '<path d="M16 3.5H9.500A1.5 1.5 0 0 0 8 5v4M16 3.500V8h4.500M16 3.500 20.500 8v11a1.500 1.500 0 0 1-1.500 1.500H9.500A1.500 1.500 0 0 1 8 19"/><path d="M3 14h9M9.500 11l3 3-3 3"/>',
  ),
  wait: drawing(
    '#12a594',
    '<path d="M6.5 3.5h11M6.5 20.5h11M8 3.5v3.5c0 2 4 3.5 4 5s-4 3-4 5v3.5M16 3.5v3.5c0 2-4 3.5-4 5s4 3 4 5v3.5"/>',
  ),
  stopAndError: drawing(
    '#e5484d',
    '<path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3z"/><path d="M12 7.8v5M12 16v.2"/>',
  ),
  noOperation: drawing('#12a594', '<path d="M3 12h18"/><path d="m17.5 8.5 3.5 3.5-3.5 3.5"/>'),
  sort: drawing('#12a594', '<path d="M7 4.5v15M3.5 16 7 19.5l3.5-3.5M13 6h4M13 12h5.5M13 18h7.5"/>'),
  limit: drawing(
    '#12a594',
    '<path d="M4 6h16M4 11h16"/><path d="M4 16h3M10.5 16h3M17 16h3M4 20h3M10.5 20h3M17 20h3"/>',
  ),
  aggregate: drawing(
    '#12a594',
    '<path d="M4 5h4M4 12h4M4 19h4M8 5l6 7M8 12h6M8 19l6-7"/><rect x="14" y="8.5" width="6.5" height="7" rx="1.5"/>',
  ),
  splitOut: drawing(
    '#12a594',
    '<path d="M16 5h4M16 12h4M16 19h4M16 5l-6 7M16 12h-6M16 19l-6-7"/><rect x="3.5" y="8.5" width="6.5" height="7" rx="1.5"/>',
  ),
  removeDuplicates: drawing(
    '#12a594',
    '<rect x="3.5" y="3.5" width="11" height="11" rx="2"/><path d="M17.5 9.5h1a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-1" stroke-dasharray="2 2.4"/><path d="M6.5 9h5"/>',
  ),
  compareDatasets: drawing('#12a594', '<circle cx="9" cy="12" r="5.5"/><circle cx="15" cy="12" r="5.5"/>'),
  dateTime: drawing(
    '#12a594',
    '<path d="M20 10V7a2 2 0 0 0-2-2H5.5a2 2 0 0 0-2 2v10.5a2 2 0 0 0 2 2H10M3.5 10H20M8 3v4M15.5 3v4"/><circle cx="16.5" cy="16.5" r="4.5"/><path d="M16.5 14.3v2.4l1.6 1"/>',
  ),
  crypto: drawing('#12a594', '<path d="M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16"/>'),
  xml: drawing('#12a594', '<path d="m7.5 7-5 5 5 5M16.5 7l5 5-5 5M13.8 5l-3.6 14"/>'),
  htmlExtract: drawing(
    '#12a594',
    '<path d="m6.5 5-4 4 4 4M11.5 5l4 4-4 4"/><path d="M17.5 12v8M14.3 17l3.2 3.2 3.2-3.2"/>',
  ),
  markdown: drawing(
    '#12a594',
    '<rect x="2.5" y="5.5" width="19" height="13" rx="2"/><path d="M5.5 15.5v-7l3 3.5 3-3.5v7M17 8.5v6.5M14.8 13l2.2 2.3 2.2-2.3"/>',
  ),
  databaseReader: drawing(
    '#2f80ed',
    '<ellipse cx="10" cy="5.5" rx="6.5" ry="2.5"/><path d="M3.5 5.5v11c0 1.4 2.9 2.5 6.5 2.5M16.5 5.5V10M12 15.5h9.5"/><path d="m18.5 12.5 3 3-3 3"/>',
  ),
  sendEmail: drawing(
    '#2f80ed',
    '<rect x="2.5" y="5" width="19" height="14" rx="2"/><path d="m3 6.5 9 7 9-7"/>',
  ),
  sendWebhook: drawing(
    '#2f80ed',
    '<circle cx="6" cy="12" r="3"/><path d="M9 12h11.5"/><path d="m16.5 8 4 4-4 4"/><path d="M12 5h5M12 19h5"/>',
  ),
  notify: drawing(
    '#2f80ed',
    '<path d="M6 10a6 6 0 0 1 12 0c0 5 2 6.5 2 6.5H4S6 15 6 10z"/><path d="M10 19.5a2 2 0 0 0 4 0"/>',
  ),
  csv: drawing(
    '#12a594',
    '<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><path d="M3.5 9.5h17M3.5 14.5h17M9.5 4.5v15"/>',
  ),
  json: drawing(
    '#12a594',
    '<path d="M8.5 4.5c-3 0-1 6.5-4.5 7.5 3.5 1 1.5 7.5 4.5 7.5M15.5 4.5c3 0 1 6.5 4.5 7.5-3.5 1-1.5 7.5-4.5 7.5"/>',
  ),
  code: drawing(
    '#12a594',
    '<rect x="2.5" y="4.5" width="19" height="15" rx="2"/><path d="m9 9-3 3 3 3M15 9l3 3-3 3M13 8l-2 8"/>',
  ),
} as const;

function drawing(colour: string, shapes: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">${shapes}</svg>`;
}
