/** A plug on its way out; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#e8590c" stroke-width="1.6">' +
  '<path d="M3 12h6"/><path d="M9 8h3.5a4 4 0 0 1 0 8H9z"/><path d="M16.5 10h3M16.5 14h3"/>' +
  '<path d="M5.5 6.5A8.5 8.5 0 0 1 19 6M5.5 17.5A8.5 8.5 0 0 0 19 18"/></svg>';
