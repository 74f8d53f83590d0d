/** A file with the rows of a table; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0f80cc" stroke-width="1.6">' +
  '<path d="M6 2.5h8l4.5 4.5v14.5H6z"/><path d="M14 2.5V7h4.5"/><path d="M8.5 11.5h7.5M8.5 14.5h7.5M8.5 17.5h7.5M11.5 11.5v6"/></svg>';
