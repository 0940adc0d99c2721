import type { PlatformId } from '../../lib/model/platform-id.ts';
import type { RelayConnection, Settings } from '../../lib/model/settings.ts';

/** The settings as the form holds them: text as typed, and a key per line that stays while it is edited. */
export interface OptionsDraft {
  relays: readonly RelayConnection[];
  actions: readonly { id: string; label: string; actionId: string }[];
  firstParty: readonly { id: string; host: string; platform: PlatformId }[];
  graceSeconds: string;
}

/** `newId` names each line; it is called once per mapping and endpoint. */
export function toDraft(settings: Settings, newId: () => string): OptionsDraft {
  return {
    relays: settings.relays,
    actions: Object.entries(settings.conversionActions).map(([label, actionId]) => ({ id: newId(), label, actionId })),
    firstParty: settings.firstParty.map((rule) => ({ ...rule, id: newId() })),
    graceSeconds: String(settings.graceMs / 1000),
  };
}

/** A valid draft as settings; what the form does not show stays as it is stored. */
export function toSettings(draft: OptionsDraft, stored: Settings): Settings {
  return {
    ...stored,
    relays: draft.relays.map(cleanRelay),
    conversionActions: Object.fromEntries(draft.actions.map(({ label, actionId }) => [label.trim(), actionId.trim()])),
    firstParty: draft.firstParty.map(({ host, platform }) => ({ host: host.trim().toLowerCase(), platform })),
    graceMs: Number(draft.graceSeconds) * 1000,
  };
}

/** A connection as it is stored and tested: without stray spaces, its endpoint without `/v1`. */
export function cleanRelay({ id, hostPattern, endpoint, token }: RelayConnection): RelayConnection {
  const base = endpoint.trim().replace(/\/+$/, '').replace(/\/v1$/, '');
  return { id, hostPattern: hostPattern.trim().toLowerCase(), endpoint: base, token: token.trim() };
}
