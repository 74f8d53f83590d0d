/**
 * Words by which programs name themselves in `User-Agent` that open links unasked: crawlers, previews of chats and
 * mails, checks of links. No guard against anybody who means harm.
 */
const words = [
  ...['bot\\b', 'bots\\b', 'crawl', 'spider', 'slurp', 'scrap(?:er|y)', 'archiver', 'preview', 'unfurl'],
  ...['linkcheck', 'link check', 'urlscan', 'safelinks', 'monitor', 'headless', 'lighthouse', 'validator'],
  ...['facebookexternalhit', 'facebookcatalog', 'meta-external', 'whatsapp', 'telegram', 'slack-', 'discord'],
  ...['skypeuripreview', 'mattermost', 'embedly', 'pinterest', 'vkshare', 'googleother', 'mediapartners'],
  ...['feedfetcher', 'bingpreview', 'bytespider', 'python-requests', 'go-http-client', 'wget', 'libwww'],
];

const bots = new RegExp(words.join('|'), 'iu');

export function isBot(userAgent: string | undefined): boolean {
  return userAgent !== undefined && bots.test(userAgent);
}
