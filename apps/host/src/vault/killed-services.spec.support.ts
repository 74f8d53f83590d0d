import type { INestApplicationContext } from '@nestjs/common';
import { ConnectionRotator } from '../connections/connection-rotator.js';
import { connectionTable } from '../connections/connection.table.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { Store } from '../database/store.js';
import { operatorIn } from '../http/caller.js';
import { projectTable } from '../projects/project.table.js';
import { ConnectionImporter } from '../transfer/importer.js';
import { KeyRotation } from './key-rotation.js';
import type { Installation } from './killed-operations.spec.support.js';

/** The operations on the services of a house, which has no runner: what cannot do without a test is not among them. */
export async function servicesOf(house: INestApplicationContext): Promise<Installation> {
  const { manager } = house.get(Store);
  const { id: projectId } = await manager.findOneByOrFail(projectTable, { isDefault: true });
  const caller = operatorIn(projectId);
  const connections = house.get(ConnectionsService);
  const importer = house.get(ConnectionImporter, { strict: false });
  const rotator = house.get(ConnectionRotator, { strict: false });
  const ofLines = (text: string) => ({ format: 'urls' as const, text });
  return {
    urlOf: (_, password) => `postgres://reader:${password}@db.example.org/shop`,
    idOf: async (name) =>
      (await manager.findOne(connectionTable, { where: { name }, select: { id: true } }))?.id,
    create: (name, password) => {
      const config = { host: 'db.example.org', database: 'shop', username: 'reader', password };
      return connections.create(caller, { name, type: 'postgresql', config });
    },
    rotate: (id, password) => rotator.rotate(caller, id, { secrets: { password }, forceSave: true }),
    delete: (id) => connections.delete(caller, id, false),
    planImport: (lines) => importer.plan(caller, ofLines(lines)),
    import: (lines, digest) => importer.apply(caller, { ...ofLines(lines), digest }),
    rotateMasterKey: () => house.get(KeyRotation).rotate({ actor: 'operator' }),
    lease: (id) => connections.openForLease(id, caller),
  };
}
