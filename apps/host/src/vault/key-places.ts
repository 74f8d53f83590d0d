import { EnvKeySource, FileKeySource, KeychainKeySource, type KeySource } from '@patchbay/vault';
import type { Config, HandedOver } from '../config/config.js';

export type KeyConfig = Pick<Config, 'keyProvider' | 'masterKeyFile' | 'dataDirectory'>;
export type GivenKeys = Pick<HandedOver, 'masterKey' | 'previousMasterKey'>;

/** Where the terms of the master key are kept. @param create whether a first one may be made: fresh data only */
export function openKeySource(
  { keyProvider, masterKeyFile, dataDirectory }: KeyConfig,
  { masterKey, previousMasterKey }: GivenKeys,
  create: boolean,
): KeySource | Promise<KeySource> {
  if (keyProvider === 'keychain') return KeychainKeySource.open({ create });
  if (keyProvider === 'env') {
    return new EnvKeySource(
      { text: masterKey, source: 'PATCHBAY_MASTER_KEY' },
      { text: previousMasterKey, source: 'PATCHBAY_MASTER_KEY_PREVIOUS' },
    );
  }
  const path = masterKeyFile === undefined ? {} : { path: masterKeyFile };
  return new FileKeySource({ dataDirectory, create, ...path });
}
