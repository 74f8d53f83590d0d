const words: Readonly<Record<string, string>> = {
  ai: 'AI',
  api: 'APIs',
  crm: 'CRM',
  database: 'Databases',
  messaging: 'Messaging',
  storage: 'Storage',
};

/** Plugins name categories freely; the usual ones have a plural. */
export function categoryWords(category: string): string {
  if (Object.hasOwn(words, category)) return words[category] ?? category;
  return category.slice(0, 1).toUpperCase() + category.slice(1);
}
