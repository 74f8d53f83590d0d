/** Cylinders with an initial each; drawn for Patchbay. */
export const icons = {
  mysql: cylinder('#00618a', 'M8.5 18.5v-7l3.5 4.4 3.5-4.4v7'),
  mariadb: cylinder('#a0522d', 'M8 18.5v-7l2.6 3.3 2.6-3.3v7M15.8 18.5v-4.4'),
};

function cylinder(color: string, initial: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${color}" stroke-width="1.6">` +
    '<ellipse cx="12" cy="5.5" rx="7.5" ry="3"/><path d="M4.5 5.5v13c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3v-13"/>' +
    `<path d="${initial}"/></svg>`
  );
}
