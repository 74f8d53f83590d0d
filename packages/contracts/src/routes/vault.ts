import {
  VaultBackfill,
  VaultBackfillInput,
  VaultRotate,
  VaultRotation,
  VaultStatus,
} from '../schemas/vault.js';
import { defineRoutes } from './route.js';

/** The master key and what is sealed under it. */
export const vaultRoutes = defineRoutes({
  vaultStatus: {
    method: 'GET',
    path: '/vault/status',
    permission: 'instance',
    tag: 'Vault',
    summary: 'Keys by fingerprint, and how many records each seals',
    responses: { 200: VaultStatus },
  },
  vaultRotate: {
    method: 'POST',
    path: '/vault/rotate',
    permission: 'instance',
    tag: 'Vault',
    summary: 'Change the master key while everything goes on; goes on with a rotation that was interrupted',
    body: VaultRotate,
    responses: { 200: VaultRotation, 202: VaultStatus },
    rateLimit: 10,
  },
  vaultBackfill: {
    method: 'POST',
    path: '/vault/backfill',
    permission: 'instance',
    tag: 'Vault',
    summary: 'Seal what an older or foreign installation left readable; what is sealed stays as it is',
    body: VaultBackfillInput,
    responses: { 200: VaultBackfill },
    rateLimit: 10,
  },
});
