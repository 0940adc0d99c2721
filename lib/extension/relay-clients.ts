import type { RelayConnection } from '../model/settings.ts';
import type { RelayClient } from '../relay/client.ts';

/** One client for each connection, kept while address and token stay: it remembers the relay's limits. */
export function createRelayClients(create: (connection: RelayConnection) => RelayClient): (connection: RelayConnection) => RelayClient {
  const clients = new Map<string, RelayClient>();
  return (connection) => {
    const key = JSON.stringify([connection.endpoint, connection.token]);
    const client = clients.get(key) ?? create(connection);
    clients.set(key, client);
    return client;
  };
}
