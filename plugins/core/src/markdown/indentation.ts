/** Takes the first line's indentation off all lines, as a template text within indented code has it. */
export function withoutCommonIndentation(text: string): string {
  const [indentation = ''] = /^[ \t]*(?=\S)/mu.exec(text) ?? [];
  return text.replace(new RegExp(`^[ \\t]{0,${indentation.length}}`, 'gmu'), '');
}
