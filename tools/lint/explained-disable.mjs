const directive = /^\s*eslint-disable/;
const explained = /\s--\s+\S.{9,}/;

/** Lint is switched off only with the reason on the same line: `eslint-disable-next-line rule -- because …`. */
export const explainedDisable = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { missing: 'Say why on this line: eslint-disable-next-line <rule> -- <reason>' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (directive.test(comment.value) && !explained.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'missing' });
          }
        }
      },
    };
  },
};
