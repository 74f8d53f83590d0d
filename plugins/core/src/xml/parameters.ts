import { field } from '@patchbay/plugin-sdk';

const reading = { show: { mode: ['xmlToJson'] } } as const;
const writing = { show: { mode: ['jsonToXml'] } } as const;

export const xmlParameters = {
  mode: field.options({
    displayName: 'Mode',
    options: [
      { value: 'xmlToJson', name: 'XML to JSON' },
      { value: 'jsonToXml', name: 'JSON to XML' },
    ],
    default: 'xmlToJson',
  }),
  dataPropertyName: field.text({
    displayName: 'Field with the XML',
    description: 'Where the text is, or is to go',
    default: 'data',
  }),
  attributeKey: field.text({ displayName: 'Member for attributes', default: '$' }),
  characterKey: field.text({ displayName: 'Member for text', default: '_' }),
  explicitArray: field.boolean({
    displayName: 'Always lists',
    description: 'Also for elements that occur once',
    default: false,
    displayOptions: reading,
  }),
  explicitRoot: field.boolean({
    displayName: 'With the outermost element',
    default: true,
    displayOptions: reading,
  }),
  ignoreAttributes: field.boolean({
    displayName: 'Leave attributes out',
    default: false,
    displayOptions: reading,
  }),
  mergeAttributes: field.boolean({
    displayName: 'Attributes beside elements',
    description: 'Instead of in a member of their own',
    default: true,
    displayOptions: reading,
  }),
  normalize: field.boolean({
    displayName: 'One blank for many in texts',
    default: false,
    displayOptions: reading,
  }),
  normalizeTags: field.boolean({
    displayName: 'Names in lower case',
    default: false,
    displayOptions: reading,
  }),
  trim: field.boolean({
    displayName: 'No blanks around texts',
    default: false,
    displayOptions: reading,
  }),
  rootName: field.text({
    displayName: 'Outermost element',
    description: 'While it is "root", an item with one member needs no other',
    default: 'root',
    displayOptions: writing,
  }),
  headless: field.boolean({
    displayName: 'Without the declaration',
    default: false,
    displayOptions: writing,
  }),
  allowSurrogateChars: field.boolean({
    displayName: 'Allow halves of characters',
    description: 'Surrogates without the other half, which many readers refuse',
    default: false,
    displayOptions: writing,
  }),
  cdata: field.boolean({
    displayName: 'CDATA for texts with markup',
    default: false,
    displayOptions: writing,
  }),
};
