import type { ExportKind } from '../../components/panel/export-menu.tsx';
import type { LoggedEntry } from '../../lib/model/log.ts';
import type { Projection } from '../../lib/model/projection.ts';
import type { MatchSettings } from '../../lib/model/settings.ts';
import { toCsv } from '../../lib/report/csv.ts';
import { toHtml } from '../../lib/report/html.ts';
import { toCheckJson } from '../../lib/report/json.ts';
import { toReport } from '../../lib/report/report.ts';
import { toSessionFile } from '../../lib/session/file.ts';
import { fieldNames } from '../../lib/session/personal-keys.ts';
import { download, fileStamp } from './download.ts';

/** What an export is made of. `now`: Unix ms. */
export interface ExportInput {
  projection: Projection;
  entries: readonly LoggedEntry[];
  settings: MatchSettings;
  /** Names of fields that the user wants left out beside what is personal by itself. */
  redactedFields: readonly string[];
  now: number;
}

const FORMATS: Record<ExportKind, { ending: string; type: string; write: (input: ExportInput) => string }> = {
  json: { ending: 'json', type: 'application/json', write: ({ projection, redactedFields }) => `${JSON.stringify(toCheckJson(projection, fieldNames(redactedFields)), null, 2)}\n` },
  csv: { ending: 'csv', type: 'text/csv', write: (input) => toCsv(reportOf(input)) },
  html: { ending: 'html', type: 'text/html', write: (input) => toHtml(reportOf(input)) },
  session: {
    ending: 'session.json',
    type: 'application/json',
    write: ({ entries, settings, now, redactedFields }) => toSessionFile(entries, settings, now, { redact: true, also: fieldNames(redactedFields) }),
  },
};

const reportOf = ({ projection, now, redactedFields }: ExportInput) => toReport(projection, { now, also: fieldNames(redactedFields) });

/** Writes an export, redacted, and hands it to the browser as a download. */
export function exportSession(kind: ExportKind, input: ExportInput): void {
  const { ending, type, write } = FORMATS[kind];
  download(`pixelpair-${fileStamp(input.now)}.${ending}`, new Blob([write(input)], { type: `${type};charset=utf-8` }));
}
