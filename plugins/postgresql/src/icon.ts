/** A cylinder with an initial; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#336791" stroke-width="1.6">' +
  '<ellipse cx="12" cy="5.5" rx="7.5" ry="3"/><path d="M4.5 5.5v13c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3v-13"/>' +
  '<path d="M10 18.5v-7h2.4a2.2 2.2 0 0 1 0 4.4H10"/></svg>';
