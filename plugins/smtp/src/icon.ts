/** An envelope with a plug; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#9c36b5" stroke-width="1.6">' +
  '<path d="M12 18.5H3.5v-13h17V11"/><path d="M3.5 6l8.5 6.5L20.5 6"/>' +
  '<path d="M15 15.5h6V18a3 3 0 0 1-6 0zM16.5 15.5v-2M19.5 15.5v-2M18 21v1.5"/></svg>';
