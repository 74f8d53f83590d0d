/** What a connection to one of the servers of `npm test` needs, by the variable with its URL. */
export interface ServerConfig {
  host: string;
  port: number;
  database: string;
  username: string;
  password: string;
}

export function serverOf(variable: string): ServerConfig {
  const given = process.env[variable];
  if (given === undefined) throw new Error(`${variable} is missing: run npm test, which starts the servers`);
  const { hostname, port, username, password, pathname } = new URL(given);
  return {
    host: hostname,
    port: Number(port),
    database: pathname.slice(1),
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
