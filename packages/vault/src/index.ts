export { Vault, keyIdOf } from './vault.js';
export type { Binding } from './binding.js';
export type { KeyHealth, KeyKind, KeyProvider } from './key-provider.js';
export { createKeyCheck, verifyKeyCheck, type KeyCheck } from './key-check.js';
export { createKeyring } from './keyring.js';
export { openEnvKey, type EnvKeyOptions } from './env-key.js';
export { defaultKeyPath, openFileKey, type FileKeyOptions } from './file-key.js';
export { openWithPassphrase, sealWithPassphrase, type PassphraseSealed } from './passphrase.js';
export { openKeychainKey, type KeychainKeyOptions } from './keychain-key.js';
