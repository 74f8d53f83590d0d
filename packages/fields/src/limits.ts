/** Sizes in UTF-16 units unless the name says otherwise; generous for people, small for a host's memory. */
export const limits = {
  text: 32_768,
  longText: 1_048_576,
  headers: 200,
  jsonDepth: 64,
  regex: 256,
  /** The JSON text of one description. */
  description: 2_097_152,
  fields: 5_000,
  fieldDepth: 8,
  fieldName: 128,
} as const;
