import { describe, expect, it } from 'vitest';
import { closeEarlierSessions, recoverMarks } from '../../../lib/extension/in-flight.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import { details, platformOfUrl, play, trackerFor } from './requests.ts';

const logged = (entries: readonly LogEntry[]) => entries.map((entry, index) => ({ seq: index + 1, entry }));

describe('marks rebuilt from the log', () => {
  it('a session ID with colons does not confuse the requestId', () => {
    const marks = recoverMarks('a:b', logged(play(trackerFor('a:b'), [['started']])), platformOfUrl);
    expect([...marks.keys()]).toEqual(['1']);
  });

  it('a blocked request is over', () => {
    const entries = play(trackerFor(), [['started'], ['failed', { error: 'net::ERR_BLOCKED_BY_CLIENT' }]]);
    expect(recoverMarks('s', logged(entries), platformOfUrl).get('1')).toMatchObject({ ended: true, sentHeaders: null });
  });
});

describe('requests of an earlier browser session', () => {
  it('are closed where they had no end, and only those', () => {
    const tracker = trackerFor('earlier');
    const entries = play(tracker, [['started'], ['started', { requestId: '2', url: `${details().url}&n=2` }], ['answered', { requestId: '2', statusCode: 200 }]]);
    const closing = closeEarlierSessions('now', logged(entries), 9_000);
    expect(closing).toEqual([{ kind: 'delivery', at: 9_000, captureId: 'earlier:1:0', delivery: { state: 'sent-unconfirmed', error: 'the browser closed before the request ended' } }]);
  });

  it('leave the requests of this session alone', () => {
    expect(closeEarlierSessions('s', logged(play(trackerFor('s'), [['started']])), 9_000)).toEqual([]);
  });
});
