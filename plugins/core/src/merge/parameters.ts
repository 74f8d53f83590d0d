import { field } from '@patchbay/plugin-sdk';

const show = (...mode: string[]) => ({ show: { mode } });
const byFields = show('combineByFields');
const counted = show('append', 'combineByPosition', 'combineBySql', 'chooseBranch');
const combining = show('combineByFields', 'combineByPosition', 'combineAll');

/** Pins belong to the definition of a node: this many there are. */
export const mostInputs = 10;
export const inputNumbers = Array.from({ length: mostInputs }, (_, index) => index + 1);

export const mergeParameters = {
  mode: field.options({
    displayName: 'Mode',
    options: [
      {
        value: 'append',
        name: 'Append',
        description: 'The items of input 1, then those of input 2, and so on',
      },
      { value: 'combineByPosition', name: 'Combine by position' },
      { value: 'combineByFields', name: 'Combine by fields' },
      { value: 'combineAll', name: 'Combine all', description: 'Each item of input 1 with each of input 2' },
      {
        value: 'combineBySql',
        name: 'By an SQL query',
        description: 'Over the items of the inputs, as the tables input1, input2 and so on',
      },
      { value: 'chooseBranch', name: 'Choose a branch', description: 'Waits for all and passes one on' },
    ],
    default: 'append',
  }),
  numberInputs: field.number({
    displayName: 'Number of inputs',
    description: 'From 2 to 10; the other modes take two',
    default: 2,
    min: 2,
    max: mostInputs,
    integer: true,
    displayOptions: counted,
  }),
  query: field.multiline({
    displayName: 'Query',
    description:
      'A SELECT in the SQL of SQLite. Expressions become bound values, never text of it; lists and objects are read by ->>',
    placeholder: 'SELECT * FROM input1 LEFT JOIN input2 ON input1.name = input2.id',
    language: 'sql',
    required: true,
    displayOptions: show('combineBySql'),
  }),
  queryParameters: field.json({
    displayName: 'Values for the question marks',
    description: 'A list, in the order of the ? in the query; or a text with commas',
    default: [],
    displayOptions: show('combineBySql'),
  }),
  keys: field.json({
    displayName: 'Keys',
    description: 'Fields that must be equal: names, or { left, right } where they differ',
    default: [],
    displayOptions: byFields,
  }),
  join: field.options({
    displayName: 'Keep',
    options: [
      { value: 'inner', name: 'Only matches' },
      { value: 'left', name: 'Matches and the rest of input 1' },
      { value: 'right', name: 'Matches and the rest of input 2' },
      { value: 'outer', name: 'Everything' },
      { value: 'nonMatches', name: 'Only what has no match' },
    ],
    default: 'inner',
    displayOptions: byFields,
  }),
  outputFrom: field.options({
    displayName: 'Items of',
    options: [
      { value: 'both', name: 'Both inputs' },
      { value: 'input1', name: 'Input 1' },
      { value: 'input2', name: 'Input 2' },
    ],
    default: 'both',
    displayOptions: { show: { mode: ['combineByFields'], join: ['inner', 'nonMatches'] } },
  }),
  multipleMatches: field.options({
    displayName: 'Several matches',
    options: [
      { value: 'all', name: 'One item for each' },
      { value: 'first', name: 'Only the first' },
    ],
    default: 'all',
    displayOptions: byFields,
  }),
  fuzzyCompare: field.boolean({
    displayName: 'Tolerate small differences of type',
    description: '3 and "3", true and "TRUE" are equal then, and so are 7 and "07"',
    default: false,
    displayOptions: byFields,
  }),
  disableDotNotation: field.boolean({
    displayName: 'Dots are part of names',
    default: false,
    displayOptions: byFields,
  }),
  includeUnpaired: field.boolean({
    displayName: 'Keep items without a partner',
    default: false,
    displayOptions: show('combineByPosition'),
  }),
  clash: field.options({
    displayName: 'When both have a field',
    options: [
      {
        value: 'added',
        name: 'Use what is added',
        description: 'That of input 2, or of 1 where 2 is completed; of several inputs the last one',
      },
      { value: 'preferInput1', name: 'Use input 1' },
      { value: 'preferInput2', name: 'Use input 2', description: 'Of several inputs the last one' },
      {
        value: 'addSuffix',
        name: 'Keep both',
        description: 'All fields get the number of their input behind their name: _1, _2',
      },
    ],
    default: 'added',
    displayOptions: combining,
  }),
  nested: field.boolean({
    displayName: 'Combine objects within, too',
    default: false,
    displayOptions: { ...combining, hide: { clash: ['addSuffix'] } },
  }),
  keepFilled: field.boolean({
    displayName: 'Empty values replace nothing',
    default: false,
    displayOptions: { ...combining, hide: { clash: ['addSuffix'] } },
  }),
  branch: field.options({
    displayName: 'Branch',
    options: [
      ...inputNumbers.map((value) => ({ value, name: `Input ${value}` })),
      { value: 'empty', name: 'One empty item' },
    ],
    default: 1,
    displayOptions: show('chooseBranch'),
  }),
};
