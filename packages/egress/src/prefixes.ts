/**
 * What opens a prefix: `never` nothing; `special` only an explicit `allow`; `private` also the rule `private-allowed`.
 * `embeds` means that the last 32 bits are the IPv4 address that a gateway will really reach.
 */
export type Scope = 'never' | 'special' | 'private' | 'embeds';

export type Prefix = readonly [cidr: string, scope: Scope, what: string, source: string];

/** Everything that is not plain public unicast. The first match decides, so single addresses come first. */
export const prefixes: readonly Prefix[] = [
  // Instance metadata: hands the machine's cloud credentials to whoever asks.
  ['169.254.169.254/32', 'never', 'a cloud metadata address', 'AWS, Google, Azure, OpenStack and others'],
  ['169.254.170.2/32', 'never', 'a cloud metadata address', 'AWS ECS task credentials'],
  ['169.254.170.23/32', 'never', 'a cloud metadata address', 'AWS EKS pod identity'],
  ['169.254.42.42/32', 'never', 'a cloud metadata address', 'Scaleway'],
  ['100.100.100.200/32', 'never', 'a cloud metadata address', 'Alibaba Cloud'],
  ['192.0.0.192/32', 'never', 'a cloud metadata address', 'Oracle Cloud classic'],
  ['168.63.129.16/32', 'never', 'a cloud metadata address', 'Azure WireServer'],
  ['fd00:ec2::/32', 'never', 'a cloud metadata address', 'AWS instance and pod services over IPv6'],
  ['fd20:ce::254/128', 'never', 'a cloud metadata address', 'Google Cloud over IPv6'],
  ['fd00:c1::a9fe:a9fe/128', 'never', 'a cloud metadata address', 'Oracle Cloud over IPv6'],
  ['fd00:42::42/128', 'never', 'a cloud metadata address', 'Scaleway over IPv6'],
  // IPv4
  ['0.0.0.0/8', 'never', 'an address of "this network"', 'RFC 1122 3.2.1.3'],
  ['127.0.0.0/8', 'private', 'a loopback address', 'RFC 1122 3.2.1.3'],
  ['10.0.0.0/8', 'private', 'a private address', 'RFC 1918'],
  ['172.16.0.0/12', 'private', 'a private address', 'RFC 1918'],
  ['192.168.0.0/16', 'private', 'a private address', 'RFC 1918'],
  ['100.64.0.0/10', 'private', 'a carrier-grade NAT address', 'RFC 6598'],
  ['169.254.0.0/16', 'never', 'a link-local address', 'RFC 3927'],
  ['192.0.0.0/24', 'special', 'an IETF protocol address', 'RFC 6890'],
  ['192.0.2.0/24', 'special', 'a documentation address', 'RFC 5737'],
  ['198.51.100.0/24', 'special', 'a documentation address', 'RFC 5737'],
  ['203.0.113.0/24', 'special', 'a documentation address', 'RFC 5737'],
  ['198.18.0.0/15', 'special', 'a benchmarking address', 'RFC 2544'],
  ['192.31.196.0/24', 'special', 'an AS112 address', 'RFC 7535'],
  ['192.52.193.0/24', 'special', 'an AMT relay address', 'RFC 7450'],
  ['192.88.99.0/24', 'special', 'a 6to4 relay address', 'RFC 7526'],
  ['192.175.48.0/24', 'special', 'an AS112 address', 'RFC 7534'],
  ['224.0.0.0/4', 'never', 'a multicast address', 'RFC 1112'],
  ['255.255.255.255/32', 'never', 'the broadcast address', 'RFC 919'],
  ['240.0.0.0/4', 'special', 'a reserved address', 'RFC 1112'],
  // IPv6
  ['::/128', 'never', 'the unspecified address', 'RFC 4291 2.5.2'],
  ['::1/128', 'private', 'a loopback address', 'RFC 4291 2.5.3'],
  ['::/96', 'never', 'an IPv4-compatible address', 'RFC 4291 2.5.5.1'],
  ['::ffff:0:0/96', 'never', 'an IPv4-mapped address', 'RFC 4291 2.5.5.2'],
  ['::ffff:0:0:0/96', 'never', 'an IPv4-translated address', 'RFC 2765'],
  ['64:ff9b::/96', 'embeds', 'a NAT64 address', 'RFC 6052'],
  ['64:ff9b:1::/96', 'embeds', 'a NAT64 address', 'RFC 8215'],
  ['64:ff9b:1::/48', 'special', 'a local NAT64 address', 'RFC 8215'],
  ['100::/64', 'special', 'a discard address', 'RFC 6666'],
  ['2001::/32', 'special', 'a Teredo address', 'RFC 4380'],
  ['2001:2::/48', 'special', 'a benchmarking address', 'RFC 5180'],
  ['2001:10::/28', 'special', 'an ORCHID address', 'RFC 4843'],
  ['2001:20::/28', 'special', 'an ORCHIDv2 address', 'RFC 7343'],
  ['2001::/23', 'special', 'an IETF protocol address', 'RFC 2928'],
  ['2001:db8::/32', 'special', 'a documentation address', 'RFC 3849'],
  ['2002::/16', 'special', 'a 6to4 address', 'RFC 3056'],
  ['2620:4f:8000::/48', 'special', 'an AS112 address', 'RFC 7534'],
  ['3ffe::/16', 'special', 'a returned 6bone address', 'RFC 3701'],
  ['3fff::/20', 'special', 'a documentation address', 'RFC 9637'],
  ['5f00::/16', 'special', 'a segment routing address', 'RFC 9602'],
  ['fc00::/7', 'private', 'a unique local address', 'RFC 4193'],
  ['fe80::/10', 'never', 'a link-local address', 'RFC 4291 2.5.6'],
  ['fec0::/10', 'special', 'a site-local address', 'RFC 3879'],
  ['ff00::/8', 'never', 'a multicast address', 'RFC 4291 2.7'],
  // The rest of IPv6 outside 2000::/3 is not handed out as global unicast.
  ['::/3', 'special', 'an unassigned address', 'RFC 4291 2.4'],
  ['4000::/2', 'special', 'an unassigned address', 'RFC 4291 2.4'],
  ['8000::/1', 'special', 'an unassigned address', 'RFC 4291 2.4'],
];
