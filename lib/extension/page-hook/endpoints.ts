/**
 * The recorder's match patterns as one expression, small enough for every page and cheap enough for every call. It may admit
 * more than they do (the receiver filters), never less: its test draws URLs from `captureMatchPatterns()`.
 */
export const ENDPOINTS =
  /(facebook|instagram)\.com[:\d]*\/(tr|privacy)|\/events($|[#?])|datah04|tiktok(w\.us|\.com[:\d]*\/api)|api\/v2\/pixel|(pagead|ccm|rmkt)\/|as\/p\/c\/|doubleclick\.net|\/ddm\/|g\/(s\/)?c|tid=G-|=L2cvY29sbGVjd|(bzr\.openai|ct\.pinterest|snapchat|ads\.linkedin|alb\.reddit)\.com|i\/adsct|\/actionp?\/0/i;
