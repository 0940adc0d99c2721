import * as v from 'valibot';
import { SessionFileError } from './file-error.ts';
import { SessionFileSchema, type SessionFile } from './file-schema.ts';

/** Parses and checks a session file. Throws SessionFileError. */
export function parseSessionFile(content: string): SessionFile {
  const json = parseJson(content);
  checkVersion(json);
  const result = v.safeParse(SessionFileSchema, json, { abortEarly: true });
  if (result.success) return result.output;
  throw fieldError(result.issues[0]);
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SessionFileError('not-json', `This is not JSON: ${reason}. Save the session again from the Pixelpair panel, or check that the file is complete.`);
  }
}

function checkVersion(json: unknown): void {
  if (typeof json !== 'object' || json === null || !('pixelpair' in json)) {
    throw new SessionFileError('not-a-session', 'This JSON is no Pixelpair session: it has no field "pixelpair". Save a session from the Pixelpair panel and pass that file.');
  }
  if (json.pixelpair === 1) return;
  const version = JSON.stringify(json.pixelpair);
  throw new SessionFileError('unknown-version', `The field "pixelpair" gives version ${version}; this Pixelpair reads version 1. Update Pixelpair, or save the session again with this version.`, 'pixelpair');
}

function fieldError(issue: v.BaseIssue<unknown>): SessionFileError {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('').replace(/^\./, '');
  if (issue.received === 'undefined') return new SessionFileError('invalid-field', `${path} is missing. Add it and try again.`, path);
  // Only the schema's objects keep valibot's own message.
  const expected = issue.message.startsWith('Invalid') ? 'an object' : issue.message;
  return new SessionFileError('invalid-field', `${path}: expected ${expected}, found ${shorten(issue.received)}. Correct the field and try again.`, path);
}

function shorten(textOfValue: string): string {
  return textOfValue.length > 60 ? `${textOfValue.slice(0, 57)}…` : textOfValue;
}
