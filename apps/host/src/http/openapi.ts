import { Problem, routes, type Route } from '@patchbay/contracts';
import type { TSchema } from '@sinclair/typebox';
import { version } from '../config/config.js';

type Json = Record<string, unknown>;

/** This API as an OpenAPI 3.1 document, made from the route table that the host itself obeys. */
export function openApiDocument(table: Readonly<Record<string, Route>> = routes): Json {
  const components = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  for (const [operationId, route] of Object.entries(table)) {
    const path = `/api${route.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(operationId, route, components) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Patchbay', version, description: 'The connection layer for workflow nodes.' },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: { securitySchemes, schemas: Object.fromEntries(components) },
  };
}

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'patchbay_session' },
};

function operation(operationId: string, route: Route, components: Map<string, Json>): Json {
  const { tag, summary, permission, body } = route;
  return {
    operationId,
    tags: [tag],
    summary,
    description: `Permission: \`${permission}\`.`,
    ...(permission === 'public' ? { security: [] } : {}),
    parameters: [...pathParameters(route), ...queryParameters(route, components)],
    ...(body === undefined
      ? {}
      : { requestBody: { required: body.required !== undefined, content: content(body, components) } }),
    responses: responses(route, components),
  };
}

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route, components: Map<string, Json>): Json[] {
  const properties = (query?.properties ?? {}) as Record<string, TSchema>;
  const required = (query?.required ?? []) as string[];
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: withReferences(schema, components),
  }));
}

function responses(route: Route, components: Map<string, Json>): Json {
  const answers = Object.entries(route.responses).map(([status, schema]) => [
    status,
    {
      description: descriptionOf(Number(status)),
      ...(schema === null ? {} : { content: content(schema, components, mediaType(route)) }),
    },
  ]);
  const problem = {
    description: 'A problem document (RFC 9457)',
    content: content(Problem, components, 'application/problem+json'),
  };
  return { ...(Object.fromEntries(answers) as Json), default: problem };
}

function mediaType({ stream, lines, download }: Pick<Route, 'stream' | 'lines' | 'download'>): string {
  if (download === true) return 'application/octet-stream';
  if (stream === true) return 'text/event-stream';
  return lines === true ? 'application/x-ndjson' : 'application/json';
}

function descriptionOf(status: number): string {
  return { 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'Done' }[status] ?? 'Not ready';
}

function content(schema: TSchema, components: Map<string, Json>, type = 'application/json'): Json {
  return { [type]: { schema: withReferences(schema, components) } };
}

/** A schema with an `$id` is written once, among the components. */
function withReferences(schema: unknown, components: Map<string, Json>): unknown {
  if (Array.isArray(schema)) return schema.map((member) => withReferences(member, components));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $id, ...rest } = schema as Json & { $id?: string };
  const plain = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, withReferences(value, components)]),
  );
  if ($id === undefined) return plain;
  components.set($id, plain);
  return { $ref: `#/components/schemas/${$id}` };
}
