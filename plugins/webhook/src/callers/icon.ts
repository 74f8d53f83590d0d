/** A door with a key; drawn for Patchbay. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#4263eb" stroke-width="1.8" ' +
  'stroke-linecap="round" stroke-linejoin="round"><path d="M4 21V4l9-1.5v19zM4 21h16"/>' +
  '<circle cx="17.5" cy="9" r="2"/><path d="M17.5 11v6m0-2.5h1.7"/></svg>';
