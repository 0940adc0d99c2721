import type { Expectation, ExpectedEvent } from '../model/expectation.ts';
import type { Visit } from '../model/projection.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { isConversionMeaning } from '../platforms/meaning.ts';
import { platformById } from '../platforms/registry.ts';
import { patternOf } from './page-pattern.ts';

/**
 * Writes down a good run as what the page must bring about from now on: each conversion that the platform counts, by its
 * meaning where the platform knows one. Page views and the like are left out. null where the visit shows no conversion.
 */
export function recordExpectation(visit: Visit, id: string): Expectation | null {
  const conversions = visit.conversions.filter((conversion) => isConversionMeaning(meaningOf(conversion)) && conversion.verdict.expected > 0);
  const events: ExpectedEvent[] = [];
  for (const conversion of conversions) {
    const event = meaningOf(conversion) ?? conversion.eventName;
    const known = events.find((expected) => expected.platform === conversion.platform && expected.event === event);
    if (known) known.count += conversion.verdict.expected;
    else events.push({ platform: conversion.platform, event, count: conversion.verdict.expected });
  }
  const page = visit.pageUrl === null ? '' : patternOf(visit.pageUrl);
  if (events.length === 0 || page === '') return null;
  return { id, name: page, page, events, deduplicated: conversions.every(({ verdict }) => verdict.outcome === 'deduplicates') };
}

function meaningOf({ platform, eventName }: JudgedConversion) {
  return platformById(platform)?.meaningOf(eventName) ?? null;
}
