import assert from 'node:assert/strict';

/** An icon is shown as an image, yet somebody may open it alone: then scripts and references would work. */
export function checkIcon(icon: string | undefined): void {
  assert.ok(icon, 'there is no icon');
  assert.ok(icon.length <= 20_000, 'the icon is longer than 20,000 characters');
  assert.match(icon, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u, 'the icon is no SVG document');
  assert.doesNotMatch(
    icon,
    /<(script|foreignObject|iframe|image|use|a|style|animate|set)\b/iu,
    'the icon holds more than shapes',
  );
  assert.doesNotMatch(icon, /\son\w+\s*=/iu, 'the icon has an event handler');
  assert.doesNotMatch(icon, /(href|src)\s*=|url\(|<!|<\?/iu, 'the icon refers to something else');
}
