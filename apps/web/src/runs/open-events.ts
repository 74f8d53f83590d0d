/** Between two tries, in milliseconds; each failure doubles it, up to the longest. */
const again = { first: 1_000, longest: 30_000 };

interface Events<Event> {
  address: string;
  types: readonly string[];
  receive: (event: Event) => void;
  onOpen?: () => void;
  /** The server refused, or something before it answered: who reads should see whether they still may. */
  onRefused?: () => void;
}

/**
 * Server-sent events for as long as the page is looked at; answers with how to stop. A broken stream the browser opens again by itself,
 * one that was answered by something else than a stream, such as a proxy while the server restarts, it would leave closed. A page in
 * the background has none: a browser opens six to a server, and the seventh tab could then ask for nothing at all.
 */
export function openEvents<Event>(given: Events<Event>): () => void {
  let events: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = again.first;
  const close = () => {
    clearTimeout(timer);
    events?.close();
    events = undefined;
  };
  const open = () => {
    close();
    if (document.visibilityState === 'hidden') return;
    const stream = new EventSource(given.address);
    events = stream;
    for (const type of given.types)
      stream.addEventListener(type, ({ data }: MessageEvent<string>) =>
        given.receive(JSON.parse(data) as Event),
      );
    stream.addEventListener('open', () => {
      pause = again.first;
      given.onOpen?.();
    });
    stream.addEventListener('error', () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      given.onRefused?.();
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, again.longest);
    });
  };
  open();
  document.addEventListener('visibilitychange', open);
  return () => {
    document.removeEventListener('visibilitychange', open);
    close();
  };
}
