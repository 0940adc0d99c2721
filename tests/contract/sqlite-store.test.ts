import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSqliteStore } from '../../relay/sqlite-store.ts';
import { describeEventStore } from './event-store.ts';
import { tempFolder } from './relay-harness.ts';

describeEventStore('SQLite', () => {
  const store = openSqliteStore(join(tempFolder(), 'events.sqlite'));
  onTestFinished(() => store.close());
  return Promise.resolve(store);
});
