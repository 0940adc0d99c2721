import { splitUrl } from '../wire/url-parts.ts';
import type { Platform } from './define.ts';
import { PLATFORMS } from './registry.ts';

/**
 * The platforms in the order in which they are asked whether a request to this host is theirs. At a host of one platform's
 * examples that one comes first: most requests are vendors' own, and asking the others costs as much as reading the URL.
 */
export function platformsAt(host: string): readonly Platform[] {
  return ORDERS.get(host) ?? ORDERS.get(parentOf(host)) ?? PLATFORMS;
}

/** The same for a server payload. An endpoint of no vendor's (gateway, proxy) is told by its path. */
export function serverPlatformsAt(host: string): readonly Platform[] {
  return SERVER_ORDERS.get(host) ?? PLATFORMS;
}

/** `1234567.fls.doubleclick.net` → `fls.doubleclick.net`: vendors number their hosts. */
function parentOf(host: string): string {
  return host.slice(host.indexOf('.') + 1);
}

const ORDERS = ordersBy(browserHosts);
const SERVER_ORDERS = ordersBy(serverHosts);

/** Each host that is one platform's alone → the platforms with that one first. */
function ordersBy(hostsOf: (platform: Platform) => string[]): ReadonlyMap<string, readonly Platform[]> {
  const isShared = (host: string, platform: Platform) => PLATFORMS.some((other) => other !== platform && hostsOf(other).includes(host));
  const ownHosts = (platform: Platform) => hostsOf(platform).filter((host) => !isShared(host, platform));
  return new Map(PLATFORMS.flatMap((platform) => ownHosts(platform).map((host) => [host, withFirst(platform)])));
}

/** Hosts of a platform's examples, and their parents. */
function browserHosts(platform: Platform): string[] {
  const hosts = platform.endpoints.flatMap((endpoint) => endpoint.examples.flatMap((url) => splitUrl(url)?.hostname ?? []));
  return [...hosts, ...hosts.map(parentOf).filter((parent) => parent.includes('.'))];
}

/** `graph.facebook.com/v<version>/…` → `graph.facebook.com`; `<gateway>/…` names none. */
function serverHosts(platform: Platform): string[] {
  return platform.serverEndpoints.flatMap((endpoint) => /^[\w.-]+(?=\/)/.exec(endpoint)?.[0] ?? []);
}

function withFirst(platform: Platform): readonly Platform[] {
  return [platform, ...PLATFORMS.filter((other) => other !== platform)];
}
