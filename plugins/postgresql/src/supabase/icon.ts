/** A cylinder with a bolt; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#249361" stroke-width="1.6">' +
  '<ellipse cx="12" cy="5.5" rx="7.5" ry="3"/><path d="M4.5 5.5v13c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3v-13"/>' +
  '<path d="M12.8 10.5l-3.3 4.4h5l-3.3 4.1"/></svg>';
