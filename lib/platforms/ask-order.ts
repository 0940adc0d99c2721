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

/** `1234567.fls.doubleclick.net` → `fls.doubleclick.net`: vendors number their hosts. */
function parentOf(host: string): string {
  return host.slice(host.indexOf('.') + 1);
}

const ORDERS: ReadonlyMap<string, readonly Platform[]> = new Map(PLATFORMS.flatMap((platform) => ownHosts(platform).map((host) => [host, withFirst(platform)])));

/** Hosts and their parents that stand in the examples of this platform alone. */
function ownHosts(platform: Platform): string[] {
  return hostsOf(platform).filter((host) => !PLATFORMS.some((other) => other !== platform && hostsOf(other).includes(host)));
}

function hostsOf(platform: Platform): string[] {
  const hosts = platform.endpoints.flatMap((endpoint) => endpoint.examples.flatMap((url) => splitUrl(url)?.hostname ?? []));
  return [...hosts, ...hosts.map(parentOf).filter((parent) => parent.includes('.'))];
}

function withFirst(platform: Platform): readonly Platform[] {
  return [platform, ...PLATFORMS.filter((other) => other !== platform)];
}
