import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Instance, people, projects, connections, catalog and audit. */
export class Foundation1760000000000 implements MigrationInterface {
  readonly name = 'Foundation1760000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [...peopleTables(), ...connectionTables(), ...ownTables()])
      await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = [...peopleTables(), ...connectionTables(), ...ownTables()].reverse();
    for (const table of tables) await queryRunner.dropTable(table);
  }
}

const unique = { isUnique: true };

function ownTables() {
  return [
    tableOf('instance', { id: 'text!', keyCheck: 'text', createdAt: 'text' }),
    tableOf('plugin_manifests', {
      digest: 'text!',
      packageName: 'text',
      manifest: 'text',
      describedAt: 'text',
    }),
    tableOf(
      'audit',
      {
        sequence: 'integer!',
        at: 'text',
        projectId: 'text?',
        actor: 'text',
        action: 'text',
        subjectType: 'text',
        subjectId: 'text?',
        details: 'text',
        previousHash: 'text',
        hash: 'text',
      },
      [{ name: 'audit_project', columnNames: ['projectId', 'sequence'] }],
    ),
  ];
}

function peopleTables() {
  return [
    tableOf(
      'users',
      {
        id: 'text!',
        email: 'text',
        emailKey: 'text',
        name: 'text',
        passwordHash: 'text',
        disabled: 'boolean',
        createdAt: 'text',
      },
      [{ name: 'users_email', columnNames: ['emailKey'], ...unique }],
    ),
    tableOf('sessions', { tokenHash: 'text!', userId: 'text', createdAt: 'text', expiresAt: 'text' }, [
      { name: 'sessions_user', columnNames: ['userId'] },
      { name: 'sessions_expiry', columnNames: ['expiresAt'] },
    ]),
    tableOf('projects', { id: 'text!', name: 'text', isDefault: 'boolean', createdAt: 'text' }),
    tableOf('project_members', { projectId: 'text!', userId: 'text!', role: 'text', createdAt: 'text' }, [
      { name: 'project_members_user', columnNames: ['userId'] },
    ]),
  ];
}

function connectionTables() {
  return [
    tableOf(
      'connections',
      {
        id: 'text!',
        projectId: 'text',
        nameSpace: 'text',
        name: 'text',
        type: 'text',
        description: 'text',
        tags: 'text',
        scope: 'text',
        ownerId: 'text?',
        config: 'text',
        secretKeys: 'text',
        secretsSealed: 'text',
        sealedVersion: 'integer',
        secretsSetAt: 'text?',
        hostSummary: 'text?',
        outputSchemas: 'text',
        pool: 'text',
        disabled: 'boolean',
        quarantined: 'boolean',
        version: 'integer',
        lastUsedAt: 'text?',
        lastTestedAt: 'text?',
        lastTest: 'text?',
        createdAt: 'text',
        updatedAt: 'text',
      },
      [
        { name: 'connections_name', columnNames: ['projectId', 'nameSpace', 'name'], ...unique },
        { name: 'connections_created', columnNames: ['projectId', 'createdAt', 'id'] },
      ],
    ),
    tableOf(
      'connection_tests',
      {
        id: 'text!',
        connectionId: 'text',
        connectionVersion: 'integer',
        outcome: 'text',
        latencyMs: 'integer',
        message: 'text?',
        testedAt: 'text',
      },
      [{ name: 'connection_tests_connection', columnNames: ['connectionId', 'testedAt', 'id'] }],
    ),
    tableOf(
      'connection_references',
      {
        userType: 'text!',
        patternId: 'text!',
        patternVersion: 'integer!',
        nodeId: 'text!',
        slot: 'text!',
        connectionId: 'text',
      },
      [{ name: 'connection_references_connection', columnNames: ['connectionId'] }],
    ),
  ];
}
