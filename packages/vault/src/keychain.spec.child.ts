import { isPatchbayError } from '@patchbay/errors';
import { openKeychainKey } from './index.js';

/** Run by keychain-key.spec.ts in sessions of its own: `missing`, then two starts, then what is reported. */
const steps = {
  missing: () => openKeychainKey(),
  create: () => openKeychainKey({ create: true }),
  again: () => openKeychainKey(),
};

for (const [step, open] of Object.entries(steps)) {
  try {
    const { keyId, kind, health } = await open().then((key) => ({ ...key, health: key.health() }));
    console.log(JSON.stringify({ step, keyId, kind, health: await health }));
  } catch (error) {
    if (!isPatchbayError(error)) throw error;
    console.log(JSON.stringify({ step, code: error.code, message: error.message }));
  }
}
