import { type KeyboardEvent, useRef } from 'react';

/** So many milliseconds after a key the next one begins a new word. */
const pause = 800;

/** Typing in an open menu leads to the item that is called like that: there may be hundreds. */
export function useTypeAhead(): (event: KeyboardEvent<HTMLElement>) => void {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    const { key, timeStamp, currentTarget } = event;
    const isGoingOn = timeStamp - typed.current.at < pause;
    // A space alone chooses, as everywhere.
    const isText = key.length === 1 && (key !== ' ' || isGoingOn);
    if (!isText || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    // A button is pressed as the space bar is let go.
    if (key === ' ')
      currentTarget.addEventListener('keyup', (up) => up.preventDefault(), { once: true, capture: true });
    const text = (isGoingOn ? typed.current.text : '') + key.toLowerCase();
    typed.current = { text, at: timeStamp };
    const items = [...currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const named = (fits: (name: string) => boolean) =>
      items.find(({ textContent }) => fits(textContent.toLowerCase()));
    (named((name) => name.startsWith(text)) ?? named((name) => name.includes(text)))?.focus();
  };
}
