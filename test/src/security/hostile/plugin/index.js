// A plugin whose node tries, by name, one technique against Patchbay. Plain objects, so that it needs nothing of ours.
import { techniques } from './techniques/index.js';

const main = [{ name: 'main', type: 'items' }];

export default {
  name: 'techniques',
  displayName: 'Techniques',
  connectors: [
    {
      type: 'keepsake',
      displayName: 'Keepsake',
      description: 'Opens to the secret that it was given.',
      category: 'other',
      fields: { password: { kind: 'secret', displayName: 'Password' } },
      destinations: () => [],
      open: (credentials) => ({ password: credentials.password?.reveal() }),
      test: () => ({ ok: true }),
    },
  ],
  nodes: [
    {
      type: 'try',
      version: 1,
      displayName: 'Try',
      description: 'Tries a technique.',
      group: 'action',
      parameters: {
        technique: { kind: 'text', displayName: 'Technique', default: '' },
        target: { kind: 'json', displayName: 'At what', default: {} },
      },
      inputs: main,
      outputs: main,
      connections: { keepsake: { accepts: { types: ['keepsake'] }, required: false } },
      async execute(context) {
        const { technique, target } = context.parameters(0);
        const found = await techniques[technique]({ ...target, context });
        return { main: [{ json: { found: found ?? null } }] };
      },
    },
  ],
};
