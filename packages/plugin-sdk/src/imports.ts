/** The texts that are understood; what each is called inside is listed in docs/reference/import-export.md. */
export type ImportSource = 'url' | 'env' | 'curl' | 'n8n' | 'airflow' | 'pem' | 'serviceAccount';

type Scalar = string | number | boolean;

/** Where a value goes. A name with dots leads into a collection: `options.applicationName`. */
export interface ImportTarget {
  field: string;
  /** What the field holds for each text that may come; any other text is reported as not understood. */
  values?: Readonly<Record<string, Scalar>>;
  /** Put before a text that does not begin with it. */
  prefix?: string;
}

/**
 * How one kind of text becomes a connector's values: plain data, because the host does the mapping and never runs
 * plugin code. Of a connector's rules that fit, the one that needs most is used.
 */
export interface ImportDeclaration {
  from: ImportSource;
  /** URL schemes, prefixes of environment variables, n8n's credential types, Airflow's connection types. */
  names?: readonly string[];
  /** The address must have one of these host names; `*.example.com` stands for everything below it. */
  hosts?: readonly string[];
  /** Values without which the rule does not fit. */
  needs?: readonly string[];
  /** By the name of the value in the text. */
  fields: Readonly<Record<string, string | ImportTarget>>;
  /** What such a text says by being what it is, such as the encryption of `smtps:`. */
  constants?: Readonly<Record<string, Scalar>>;
}

/** For connectors with `certificateFields`: a bundle of certificates and a key. */
export const pemImport: ImportDeclaration = {
  from: 'pem',
  fields: { ca: 'tlsCa', certificate: 'tlsCert', privateKey: 'tlsKey' },
};

/** Names of environment variables for a server with a login, behind whatever prefix. */
export const serverVariables = {
  HOST: 'host',
  HOSTNAME: 'host',
  SERVER: 'host',
  PORT: 'port',
  USER: 'username',
  USERNAME: 'username',
  PASSWORD: 'password',
  PASS: 'password',
  PASSWD: 'password',
  PWD: 'password',
} as const;

/** Names of environment variables for a database, behind whatever prefix. */
export const databaseVariables = {
  ...serverVariables,
  DB: 'database',
  DATABASE: 'database',
  DBNAME: 'database',
  NAME: 'database',
} as const;

/** What the parts of a database's URL are. */
export const databaseUrlParts = {
  host: 'host',
  port: 'port',
  path: 'database',
  username: 'username',
  password: 'password',
} as const;
