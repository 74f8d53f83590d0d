import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableOf } from './table-of.js';

/** Environments, named secrets with a value per environment, and what names them. */
export class Secrets1760000610000 implements MigrationInterface {
  readonly name = 'Secrets1760000610000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables()) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables().reverse()) await queryRunner.dropTable(table);
  }
}

const unique = { isUnique: true };

function tables() {
  return [
    tableOf(
      'environments',
      { id: 'text!', projectId: 'text', name: 'text', description: 'text', createdAt: 'text' },
      [{ name: 'environments_name', columnNames: ['projectId', 'name'], ...unique }],
    ),
    tableOf(
      'secrets',
      {
        id: 'text!',
        projectId: 'text',
        name: 'text',
        description: 'text',
        version: 'integer',
        createdBy: 'text?',
        createdAt: 'text',
        updatedAt: 'text',
      },
      [
        { name: 'secrets_name', columnNames: ['projectId', 'name'], ...unique },
        { name: 'secrets_created', columnNames: ['projectId', 'createdAt', 'id'] },
      ],
    ),
    tableOf('secret_values', {
      secretId: 'text!',
      environment: 'text!',
      projectId: 'text',
      valueSealed: 'text',
      version: 'integer',
      setAt: 'text',
      setBy: 'text',
    }),
    tableOf(
      'secret_references',
      {
        userType: 'text!',
        userId: 'text!',
        userVersion: 'integer!',
        place: 'text!',
        secretName: 'text!',
        projectId: 'text',
      },
      [{ name: 'secret_references_secret', columnNames: ['projectId', 'secretName'] }],
    ),
  ];
}
