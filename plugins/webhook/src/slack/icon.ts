/** A hash made of four plugs; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="2.2" stroke-linecap="round">' +
  '<path stroke="#2f9e44" d="M9 3v11"/><path stroke="#e03131" d="M15 10v11"/>' +
  '<path stroke="#1971c2" d="M10 9h11"/><path stroke="#f08c00" d="M3 15h11"/></svg>';
