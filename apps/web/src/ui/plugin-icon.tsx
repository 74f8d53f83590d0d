interface PluginIconProps {
  icon: string | undefined;
  name: string;
  size?: number;
}

/**
 * A plugin's drawing as an image, never as markup: inside `<img>` an SVG runs no script and loads nothing.
 * Decoration beside the name, so that a screen reader skips it.
 */
export function PluginIcon({ icon, name, size = 32 }: PluginIconProps) {
  const source = sourceOf(icon);
  return (
    <span className="plugin-icon" style={{ width: size, height: size }} aria-hidden>
      {source === undefined ? (
        name.slice(0, 1).toUpperCase()
      ) : (
        <img src={source} alt="" width={size - 10} height={size - 10} />
      )}
    </span>
  );
}

function sourceOf(icon: string | undefined): string | undefined {
  const text = icon?.trim() ?? '';
  if (text.startsWith('<svg')) return `data:image/svg+xml,${encodeURIComponent(text)}`;
  return /^data:image\/(svg\+xml|png|jpeg|webp|gif)[;,]/.test(text) ? text : undefined;
}
