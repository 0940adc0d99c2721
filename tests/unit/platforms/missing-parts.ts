import type { Platform } from '../../../lib/platforms/define.ts';
import type { Fixture } from './read-fixtures.ts';

/** What a platform still lacks before its decodes and verdicts can be believed; [] where it is complete. */
export function missingParts(platform: Platform, fixtures: readonly Fixture[], readme: string): string[] {
  const own = fixtures.filter((fixture) => fixture.platform === platform.id && fixture.events.length > 0);
  const checks: readonly (readonly [part: string, isThere: boolean])[] = [
    ['an example URL that is its own (endpoints)', platform.endpoints.some(({ examples }) => examples.length > 0)],
    ['an example URL that only looks like its own (lookAlikes)', platform.lookAlikes.length > 0],
    ['a browser fixture with an event', own.some((fixture) => fixture.request)],
    ['a server fixture with an event', own.some((fixture) => fixture.payload)],
    ['a rule source with its URL and the date it was checked', platform.rule.sources.every(({ url, checkedOn }) => URL.canParse(url) && /^\d{4}-\d{2}-\d{2}$/.test(checkedOn))],
    ['a row in the README, filled in', isDescribed(platform, readme)],
  ];
  return checks.flatMap(([part, isThere]) => (isThere ? [] : [part]));
}

function isDescribed({ id }: Platform, readme: string): boolean {
  const row = readme.split('\n').find((line) => line.startsWith('|') && line.includes(`| \`${id}\` |`));
  return row !== undefined && !row.includes('to be filled in');
}
