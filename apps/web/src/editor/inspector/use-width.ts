import { useLocalStorage } from '@mantine/hooks';

export const widths = { least: 320, usual: 420, most: 900 };

/** The inspector's width in pixels, kept for the next visit. */
export function useWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useLocalStorage({ key: 'patchbay.inspector-width', defaultValue: widths.usual });
  const within = (wanted: number) => Math.min(widths.most, Math.max(widths.least, Math.round(wanted)));
  return [within(width), (wanted) => setWidth(within(wanted))];
}
