import type { PatternGraph, ShadowReport, ShadowStep, TestAnswer } from '@patchbay/contracts';
import type { StepToProbe } from '@patchbay/protocol';
import { In, type EntityManager } from 'typeorm';
import { patternTable, patternVersionTable } from '../patterns/pattern.table.js';
import type { CatalogService } from '../plugins/catalog.service.js';
import { connectionReferenceTable, type ConnectionReferenceRow } from './connection-reference.table.js';
import type { ConnectionRow } from './connection.table.js';
import { type AskProbes, probeAll } from './step-probes.js';

/**
 * What each step that uses the connection may expect of the tested secrets. Two queries for what the steps are besides
 * the one for which they are. `probes` is given the steps that fit, once the connector's own test has passed.
 */
export async function shadowReport(
  manager: EntityManager,
  catalog: CatalogService,
  { id, type }: ConnectionRow,
  test: TestAnswer | null,
  ask: AskProbes,
): Promise<ShadowReport> {
  const [references, stepCount] = await manager.findAndCount(connectionReferenceTable, {
    where: { connectionId: id },
    order: { patternId: 'ASC', patternVersion: 'ASC', nodeId: 'ASC', slot: 'ASC' },
    take: mostSteps,
  });
  const graphs = await graphsOf(manager, references);
  const found = references.map((reference) => lookAt(catalog, type, reference, graphs(reference)));
  const testPassed = test?.ok === true;
  const probed = await probeAll(testPassed ? found.flatMap(({ toProbe }) => toProbe ?? []) : [], ask);
  const steps = found.map(({ step, toProbe }): ShadowStep => {
    const answer = toProbe !== undefined && testPassed ? probed(toProbe) : undefined;
    const { outcome: probe = 'notProbed', message } = answer ?? {};
    const said = message === undefined ? {} : { probeMessage: message };
    return { ...step, probe, ...said, passes: step.fits && testPassed && probe !== 'failed' };
  });
  return { steps, stepCount, notProbed };
}

interface Looked {
  step: Omit<ShadowStep, 'probe' | 'passes'>;
  toProbe: StepToProbe | undefined;
}

function lookAt(
  catalog: CatalogService,
  connectorType: string,
  { userType: kind, patternId, patternVersion, nodeId, slot }: ConnectionReferenceRow,
  { name, graph }: ReturnType<Found>,
): Looked {
  const node = graph?.nodes.find((known) => known.id === nodeId);
  const described = catalog.nodeShape(node?.type ?? '')?.connections.find((known) => known.slot === slot);
  const fits = described !== undefined && catalog.fitsSlot(connectorType, described);
  const version = kind === 'version' ? { version: patternVersion } : {};
  const where = { nodeId, nodeName: node?.name ?? nodeId, slot };
  const toProbe =
    fits && node !== undefined ? { nodeType: node.type, parameters: node.parameters ?? {} } : undefined;
  return { step: { kind, patternId, patternName: name, ...version, ...where, fits }, toProbe };
}

const mostSteps = 200;

const notProbed = [
  'The steps themselves were not executed: the connector’s own read-only test ran once, on a client of its own.',
  'Of steps that are not probed, rights that they alone need, such as writing to one table, were not tried.',
  'Runs in progress are not listed; they finish with the secrets that they leased.',
];

type Found = (reference: ConnectionReferenceRow) => { name: string; graph: PatternGraph | undefined };

async function graphsOf(
  manager: EntityManager,
  references: readonly ConnectionReferenceRow[],
): Promise<Found> {
  const ids = [...new Set(references.map(({ patternId }) => patternId))];
  const live = references.filter(({ userType }) => userType === 'version');
  const patterns = await manager.findBy(patternTable, { id: In(ids) });
  const versions = await manager.findBy(patternVersionTable, {
    patternId: In(live.map(({ patternId }) => patternId)),
    version: In(live.map(({ patternVersion }) => patternVersion)),
  });
  const drafts = new Map(patterns.map((pattern) => [pattern.id, pattern]));
  const frozen = new Map(versions.map(({ patternId, version, graph }) => [`${patternId} ${version}`, graph]));
  return ({ userType, patternId, patternVersion }) => {
    const draft = drafts.get(patternId);
    const graph = userType === 'draft' ? draft?.graph : frozen.get(`${patternId} ${patternVersion}`);
    return { name: draft?.name ?? '', graph };
  };
}
