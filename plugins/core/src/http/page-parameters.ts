import { field } from '@patchbay/plugin-sdk';

const show = (...pages: string[]) => ({ show: { pages }, hide: { responseFormat: ['file'] } });
const asked = show('number', 'cursor');

export const pageParameters = {
  pages: field.options({
    displayName: 'Pages',
    description: 'Asks on until there are no more',
    options: [
      { value: 'off', name: 'Only this answer' },
      { value: 'nextUrl', name: 'The answer holds the URL of the next one' },
      { value: 'number', name: 'By number or offset' },
      { value: 'cursor', name: 'The answer holds what to ask with for the next one' },
    ],
    default: 'off',
    displayOptions: { hide: { responseFormat: ['file'] } },
  }),
  pageParameter: field.text({
    displayName: 'Ask by',
    description: 'Query parameter, field of the body, or header, that names the page',
    default: 'page',
    displayOptions: asked,
  }),
  pageIn: field.options({
    displayName: 'As part of',
    options: [
      { value: 'query', name: 'The query' },
      { value: 'body', name: 'The body' },
      { value: 'headers', name: 'The headers' },
    ],
    default: 'query',
    displayOptions: asked,
  }),
  firstPage: field.number({
    displayName: 'First page',
    default: 1,
    min: 0,
    integer: true,
    displayOptions: show('number'),
  }),
  pageStep: field.number({
    displayName: 'Step',
    description: '1 for page numbers; for offsets as many entries as a page has',
    default: 1,
    min: 1,
    integer: true,
    displayOptions: show('number'),
  }),
  nextField: field.text({
    displayName: 'Field with the next',
    description: 'In the answer, such as meta.next; without one, the header Link says the next URL',
    displayOptions: show('nextUrl', 'cursor'),
  }),
  listField: field.text({
    displayName: 'Field with the list',
    description: 'Its entries become the items, and a page without any is the last; empty: the answer itself',
    displayOptions: show('nextUrl', 'number', 'cursor'),
  }),
  moreField: field.text({
    displayName: 'Field that says there is more',
    description:
      'In the answer, such as has_more: an answer in which it is false, 0, empty or absent is the last',
    displayOptions: show('nextUrl', 'number', 'cursor'),
  }),
  lastStatus: field.json({
    displayName: 'Status after the last page',
    description: 'Such as 404, or a list: an answer with it ends without an error',
    default: [],
    displayOptions: show('nextUrl', 'number', 'cursor'),
  }),
  maxPages: field.number({
    displayName: 'At most so many pages',
    min: 1,
    max: 10_000,
    integer: true,
    displayOptions: show('nextUrl', 'number', 'cursor'),
  }),
};
