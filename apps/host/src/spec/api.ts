export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Empty when the answer is no JSON object. */
  body: Record<string, unknown>;
}

/** The API over real HTTP, with nothing between but the headers that are given. */
export interface Api {
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Any text as body, for instance one that is no JSON. */
  send(method: string, path: string, text?: string, headers?: Record<string, string>): Promise<Answer>;
  with(headers: Record<string, string>): Api;
}

export function apiOf(url: string, always: Record<string, string> = {}): Api {
  const send: Api['send'] = async (method, path, text, headers = {}) => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { ...always, ...headers },
      ...(text === undefined ? {} : { body: text }),
    });
    return read(answer);
  };
  const json = (method: string, path: string, body: unknown) =>
    body === undefined
      ? send(method, path)
      : send(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
  return {
    get: (path) => send('GET', path),
    post: (path, body) => json('POST', path, body),
    patch: (path, body) => json('PATCH', path, body),
    delete: (path) => send('DELETE', path),
    send,
    with: (headers) => apiOf(url, { ...always, ...headers }),
  };
}

export async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: parse(text) };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
