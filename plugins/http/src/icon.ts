/** A globe with a plug; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b7285" stroke-width="1.6">' +
  '<path d="M20.5 12a8.5 8.5 0 1 0-8.5 8.5"/><path d="M3.5 12h9M12 3.5c-3 3-3.6 11 0 17M12 3.5c2 2 2.9 5.3 2.7 8.5"/>' +
  '<path d="M15 15h6v2.5a3 3 0 0 1-6 0zM16.5 15v-2M19.5 15v-2M18 20.5V23"/></svg>';
