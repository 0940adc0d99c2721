import type { RevisitLine } from '../model/revisit.ts';
import type { JudgedConversion } from '../model/verdict.ts';

/**
 * What a second visit of a page changed: its conversions before, and all conversions as they stand now. A conversion that appeared since
 * `startedAt` (Unix ms) is one that the visit made.
 */
export function compareRevisit(before: readonly JudgedConversion[], now: readonly JudgedConversion[], startedAt: number): RevisitLine[] {
  const known = new Map(before.map((conversion) => [conversion.id, conversion]));
  return now.flatMap((conversion) => {
    const earlier = known.get(conversion.id);
    if (!isSale(conversion) || (!earlier && !isNew(conversion, startedAt))) return [];
    return [
      {
        conversion,
        before: earlier ? earlier.verdict.counted : 0,
        after: conversion.verdict.counted,
        newFires: conversion.browser.length - (earlier?.browser.length ?? 0),
      },
    ];
  });
}

/** A page view that fires again is no second count of anything. */
function isSale({ browser, server }: JudgedConversion): boolean {
  return server.length > 0 || browser.some(({ event }) => event.role === 'conversion');
}

function isNew({ browser }: JudgedConversion, startedAt: number): boolean {
  return browser.length > 0 && browser.every(({ event }) => event.at >= startedAt);
}
