/** What a page must never run, in the spellings that get past careless drawing. */
const payloads = [
  '<script>document.title = "owned"</script>',
  '<img src=x onerror="document.title = \'owned\'">',
  '"><svg onload="document.title = \'owned\'">',
  "'-alert(1)-'",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">click</a>',
  '{{constructor.constructor("alert(1)")()}}',
  '</title><script>alert(1)</script>',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
];

/** Addresses that run script, leave the page or load from elsewhere. */
/* eslint-disable no-script-url -- these are what must never run */
const addresses = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://evil.invalid/1',
  '//evil.invalid/x',
  'ftp://evil.invalid/x',
];

/** Icons that would run script or fetch, were they put into the page as markup. */
const icons = [
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://evil.invalid/i.png"/></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><iframe src="https://evil.invalid"/></foreignObject></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "https://evil.invalid/s.css";</style></svg>',
  'https://evil.invalid/icon.png',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.invalid/icon.svg',
  '"><script>alert(1)</script>',
];

/* eslint-enable no-script-url */

/** Names that reach into prototypes, as JavaScript writes them; the first ones are no names of fields. */
const forbiddenNames = ['__proto__', 'constructor', 'prototype'];
const oddNames = ['toString', 'hasOwnProperty', 'valueOf'];

/** A connector as the code of an object. */
export interface HostileConnector {
  type: string;
  code: string;
}

/**
 * Sixty connectors, each with one thing in it that must not be drawn as anything but text. The host refuses the manifest
 * of some; the others are drawn.
 */
export function hostileConnectors(): { drawn: HostileConnector[]; refused: HostileConnector[] } {
  const quoted = JSON.stringify;
  const text = (value: string) => `"key": { kind: 'text', displayName: ${quoted(value)} }`;
  const named = (name: string) => ({
    fields: `[${quoted(name)}]: { kind: 'text', displayName: 'Odd', default: 'x', displayOptions: { show: { [${quoted(name)}]: ['x'] } } }`,
  });
  const drawn = [
    ...payloads.map((bad) => ({ displayName: bad, fields: text('Key') })),
    ...payloads.map((bad) => ({ description: bad, fields: text(bad) })),
    ...payloads.map((bad) => ({
      fields: `"key": { kind: 'text', displayName: 'Key', description: ${quoted(bad)}, placeholder: ${quoted(bad)}, hint: ${quoted(bad)}, default: ${quoted(bad)} },
        "note": { kind: 'notice', displayName: ${quoted(bad)} },
        "choice": { kind: 'options', displayName: ${quoted(bad)}, options: [{ value: 'a', name: ${quoted(bad)}, description: ${quoted(bad)} }] }`,
    })),
    ...icons.map((icon) => ({ icon, fields: text('Key') })),
    ...addresses.map((documentationUrl) => ({ documentationUrl, fields: text('Key') })),
    ...oddNames.map(named),
  ];
  const refused = [
    ...forbiddenNames.map(named),
    ...addresses.slice(0, 4).map((url) => ({
      fields: `"key": { kind: 'text', displayName: 'Key', documentationUrl: ${quoted(url)} }`,
    })),
  ];
  return {
    drawn: drawn.map((part, index) => connector(`hostile_${index}`, part)),
    refused: refused.map((part, index) => connector(`refused_${index}`, part)),
  };
}

function connector(type: string, { fields, ...own }: { fields: string }): HostileConnector {
  const members = {
    type,
    displayName: `Hostile ${type}`,
    description: 'A connector',
    category: 'other',
    ...own,
  };
  return { type, code: `{ ...${JSON.stringify(members)}, fields: { ${fields} } }` };
}
