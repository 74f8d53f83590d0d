import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { RunDetail, SecretDetail } from '@patchbay/contracts';
import { auditTable } from '../audit/audit.table.js';
import { updateRows } from '../database/rows.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { chain, createPattern, editNode, sqlNode, start } from '../spec/graphs.js';
import { postgresRole } from '../spec/postgres-role.js';
import { storeKinds } from '../spec/stores.js';
import { secretValueTable } from './secret.table.js';

for (const kind of storeKinds) {
  describe(`Named secrets on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const put = (name: string, environment: string, value: unknown, api = host.admin) =>
      api.send('PUT', `/secrets/${name}/values/${environment}`, JSON.stringify({ value }), {
        'content-type': 'application/json',
      });
    const fresh = async (values: Record<string, string> = {}) => {
      const name = `SECRET_${(count += 1)}`;
      const { status, text } = await host.admin.post('/secrets', { name, values });
      assert.equal(status, 201, text);
      return name;
    };
    const detail = async (name: string) =>
      (await host.admin.get(`/secrets/${name}`)).body as unknown as SecretDetail;
    const reading = (expression: string) => createPattern(host.admin, chain(start, editNode(expression)));
    const run = async (id: string, environment?: string, api = host.admin) => {
      const body = { wait: true, ...(environment === undefined ? {} : { environment }) };
      const answer = await api.post(`/patterns/${id}/run`, body);
      assert.equal(answer.status, 200, answer.text);
      return { ...answer, run: answer.body as unknown as RunDetail };
    };
    const auditOf = async (text: string) => {
      const rows = await host.store.manager.find(auditTable, { order: { sequence: 'ASC' } });
      return rows.filter(({ details }) => details.includes(text));
    };

    it('have values per environment, which are never read back', async () => {
      const name = await fresh({ development: 'dev-value-0001' });
      const { status, text } = await put(name, 'production', 'prod-value-0001');
      assert.equal(status, 200, text);
      const shown = await detail(name);
      assert.deepEqual(
        shown.values.map(({ environment, isSet, setAt, setBy }) => [
          environment,
          isSet,
          setAt !== null,
          setBy?.slice(0, 5),
        ]),
        [
          ['development', true, true, 'user:'],
          ['production', true, true, 'user:'],
        ],
      );
      const list = await host.admin.get('/secrets');
      assert.doesNotMatch(JSON.stringify(shown) + text + list.text, /dev-value|prod-value/);
      const { valueSealed } = await host.store.manager.findOneByOrFail(secretValueTable, {
        environment: 'production',
        setBy: shown.values[1]?.setBy ?? '',
      });
      assert.match(valueSealed, /^UEJFVgEB/);
    });

    it('reach a node as the value of the environment of its run, and stand redacted in its record', async () => {
      const name = await fresh({ development: 'dev-value-0002', production: 'prod-value-0002' });
      const lengths = await reading(`={{ $secrets.${name}.length }} {{ $secrets["${name}"].slice(0, 3) }}`);
      assert.deepEqual((await run(lengths)).run.steps.at(-1)?.outputs['main']?.[0]?.json, {
        value: '14 dev',
      });
      assert.deepEqual((await run(lengths, 'production')).run.steps.at(-1)?.outputs['main']?.[0]?.json, {
        value: '15 pro',
      });
      const whole = await run(await reading(`={{ $secrets.${name} }}`));
      assert.equal(whole.run.status, 'success');
      assert.deepEqual(whole.run.steps.at(-1)?.outputs['main']?.[0]?.json, { value: '[redacted]' });
      assert.doesNotMatch(whole.text, /dev-value/);
    });

    it('are recorded with who, run, name and environment before they leave', async () => {
      const name = await fresh({ development: 'dev-value-0003' });
      const { run: ended } = await run(await reading(`=x{{ $secrets.${name} }}`));
      const [record] = (await auditOf(name)).filter(({ action }) => action === 'secret.leased');
      assert.match(record?.actor ?? '', /^user:/);
      const details = JSON.parse(record?.details ?? '{}') as Record<string, unknown>;
      assert.deepEqual(
        [details['name'], details['environment'], details['runId'], details['nodeId']],
        [name, 'development', ended.id, 'edit'],
      );
      assert.doesNotMatch(JSON.stringify(await auditOf(name)), /dev-value/);
    });

    it('without a value in the environment fail by name, and never take that of another', async () => {
      const name = await fresh({ development: 'dev-value-0004' });
      const { run: failed } = await run(await reading(`={{ $secrets.${name} }}`), 'production');
      assert.equal(failed.status, 'failed');
      assert.equal(failed.error?.code, 'secret-value-missing');
      assert.match(failed.error?.detail ?? '', new RegExp(`"${name}".*"production"`));
    });

    it('that change reach the next run', async () => {
      const name = await fresh({ development: 'short-1' });
      const id = await reading(`={{ $secrets.${name}.length }}`);
      const read = async () => (await run(id)).run.steps.at(-1)?.outputs['main']?.[0]?.json['value'];
      assert.equal(await read(), 7);
      await put(name, 'development', 'much-longer-1');
      assert.equal(await read(), 13);
      assert.equal((await host.admin.delete(`/secrets/${name}/values/development`)).status, 204);
      assert.equal((await run(id)).run.error?.code, 'secret-value-missing');
    });

    it('stand in fields of connections as the value of the environment of the run', async () => {
      const name = await fresh({ development: 'dev-value-0011', production: 'prod-value-0011' });
      const role = await postgresRole('dev-value-0011');
      const config = { ...role.config, password: `={{ $secrets.${name} }}` };
      const input = { name: `Reads ${name}`, type: 'postgresql', config };
      const made = await host.admin.post('/connections', input);
      const connection = String(made.body['id']);
      const id = await createPattern(host.admin, chain(start, sqlNode(connection, 'SELECT 1')));
      assert.equal((await run(id)).run.status, 'success', made.text);
      assert.equal((await run(id, 'production')).run.error?.code, 'connect-auth-failed');
      await role.setPassword('prod-value-0011');
      const { run: ended, text } = await run(id, 'production');
      assert.equal(ended.status, 'success', text);
      const records = (await auditOf(ended.id)).filter(({ action }) => action === 'secret.leased');
      assert.deepEqual(
        records.map(({ details }) => (JSON.parse(details) as Record<string, unknown>)['connectionId']),
        [connection],
      );
      assert.equal((await host.admin.delete(`/secrets/${name}/values/production`)).status, 204);
      const { error } = (await run(id, 'production')).run;
      assert.equal(error?.code, 'secret-value-missing');
      assert.match(error.detail ?? '', new RegExp(`"${name}".*"production"`));
      assert.deepEqual(
        (await detail(name)).usedBy.map((user) => [user.kind, user.id]),
        [['connection', connection]],
      );
      assert.equal((await host.admin.delete(`/secrets/${name}`)).body['code'], 'secret-in-use');
    });

    it('are only those that the step names, and cannot be listed', async () => {
      const name = await fresh({ development: 'dev-value-0005' });
      const other = await fresh({ development: 'dev-value-0006' });
      const value = `={{ $secrets.${name} && [Object.keys($json).length, JSON.stringify(globalThis["$sec" + "rets"]), Object.getOwnPropertyNames(globalThis["$sec" + "rets"]).length, typeof globalThis["$sec" + "rets"]["${other}"]].join(" ") }}`;
      const { run: ended } = await run(await reading(value));
      assert.deepEqual(ended.steps.at(-1)?.outputs['main']?.[0]?.json, { value: '0 {} 1 undefined' });
    });

    it('must exist, and be named in full, when a pattern is saved', async () => {
      const save = (value: string) =>
        host.admin.post('/patterns', { name: `P ${(count += 1)}`, ...chain(start, editNode(value)) });
      const unknown = await save('={{ $secrets.NOT_THERE }}');
      assert.deepEqual([unknown.status, unknown.body['code']], [422, 'pattern-invalid']);
      assert.match(
        unknown.text,
        /"pointer":"\/nodes\/1\/parameters\/fields\/0\/value".*There is no secret \\"NOT_THERE\\"/,
      );
      for (const computed of ['$secrets[$json.which]', '$secrets', 'Object.keys($secrets)', '$secrets.a$b']) {
        const refused = await save(`={{ ${computed} }}`);
        assert.match(refused.text, /only by their names/, computed);
      }
      assert.equal((await save('literal {{ $secrets.NOT_THERE }}')).status, 201);
    });

    it('are not deleted while something names them, unless it is detached', async () => {
      const name = await fresh({ development: 'dev-value-0007' });
      const id = await reading(`={{ $secrets.${name} }}`);
      assert.deepEqual(
        (await detail(name)).usedBy.map(({ kind, id: user, places }) => [kind, user, places]),
        [['draft', id, ['edit']]],
      );
      const refused = await host.admin.delete(`/secrets/${name}`);
      assert.deepEqual([refused.status, refused.body['code']], [409, 'secret-in-use']);
      assert.match(refused.text, new RegExp(id));
      assert.equal((await host.admin.delete(`/secrets/${name}?detach=true`)).status, 204);
      assert.equal((await run(id)).run.error?.code, 'secret-value-missing');
      assert.equal(
        (await host.admin.patch(`/patterns/${id}`, { ...chain(start, editNode(`={{ $secrets.${name} }}!`)) }))
          .status,
        200,
      );
      assert.equal((await host.admin.delete(`/patterns/${id}`)).status, 204);
      await put(name, 'development', 'dev-value-0008');
      assert.deepEqual((await detail(name)).usedBy, []);
    });

    it('open nowhere but at their own place', async () => {
      const name = await fresh({ development: 'dev-value-0009', production: 'prod-value-0009' });
      const { id } = await detail(name);
      const at = (environment: string) =>
        host.store.manager.findOneByOrFail(secretValueTable, { secretId: id, environment });
      const [development, production] = [await at('development'), await at('production')];
      await host.store.transaction((manager) =>
        updateRows(
          manager,
          secretValueTable,
          { secretId: id, environment: 'development' },
          { ...production, environment: 'development' },
        ),
      );
      const moved = await run(await reading(`={{ $secrets.${name} }}`));
      assert.equal(moved.run.error?.code, 'open-failed');
      await host.store.transaction((manager) =>
        updateRows(manager, secretValueTable, { secretId: id, environment: 'development' }, development),
      );
      assert.equal((await run(await reading(`={{ $secrets.${name} }}`))).run.status, 'success');
    });

    it('take any text byte for byte, but the mask only when it is meant', async () => {
      const name = await fresh();
      const texts = [
        '',
        ' untrimmed ',
        '•'.repeat(16),
        'a\u0000b',
        'half \ud800 and \udc00\ud83d',
        'x'.repeat(65_536),
        '={{ $secrets.OTHER }}',
      ];
      const id = await reading(
        `={{ [...$secrets.${name}].reduce((sum, c, at) => sum + c.codePointAt(0) * (at + 1), 0) }}`,
      );
      for (const [index, text] of texts.entries()) {
        const given = index % 2 === 0 ? { $value: text } : text;
        assert.equal((await put(name, 'development', given)).status, 200);
        const expected = [...text].reduce((sum, c, at) => sum + (c.codePointAt(0) ?? 0) * (at + 1), 0);
        assert.deepEqual(
          (await run(id)).run.steps.at(-1)?.outputs['main']?.[0]?.json,
          { value: expected },
          text.slice(0, 9),
        );
      }
      const mask = await put(name, 'development', '••••••••');
      assert.deepEqual([mask.status, mask.body['code']], [422, 'validation-failed']);
      assert.equal((await put(name, 'development', { $value: '••••••••' })).status, 200);
      assert.match((await put(name, 'development', 'abc')).text, /shorter than six/);
    });

    it('are for those who may read or change secrets, in their project', async () => {
      const name = await fresh({ development: 'dev-value-0010' });
      const analyst = await host.addUser('analyst');
      for (const answer of [
        analyst.api.get('/secrets'),
        analyst.api.get(`/secrets/${name}`),
        put(name, 'development', 'x', analyst.api),
      ])
        assert.equal((await answer).status, 403);
      const foreigner = await host.addUser('admin', await host.addProject());
      assert.equal((await foreigner.api.get(`/secrets/${name}`)).status, 404);
      assert.equal((await foreigner.api.delete(`/secrets/${name}`)).status, 404);
      assert.equal((await put(name, 'development', 'of-another-project', foreigner.api)).status, 200);
      const id = await reading(`={{ $secrets.${name}.length }}`);
      assert.deepEqual((await run(id, undefined, analyst.api)).run.steps.at(-1)?.outputs['main']?.[0]?.json, {
        value: 14,
      });
    });
  });
}
