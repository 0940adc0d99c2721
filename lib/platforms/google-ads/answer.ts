import type { PlatformAnswer } from '../../model/payload.ts';
import { answerByStatus, failedByStatus, rejected, type Acceptance } from '../answers.ts';
import { isRecord, listOf, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';

/** A partial failure comes with HTTP 200 and names the operations that failed. */
export function readAnswer(answer: PlatformAnswer, index: number): Acceptance {
  const response = recordOf(answer.response);
  const failure = response['partialFailureError'];
  if (failedByStatus(answer) || !isRecord(failure)) return answerByStatus(answer);
  const errors = listOf(failure['details']).flatMap((detail) => listOf(recordOf(detail)['errors']).filter(isRecord));
  if (errors.length === 0) return withoutDetails(response, failure, index);
  const own = errors.find((error) => failedIndex(error) === index);
  return own ? rejected(textOf(own['message']) ?? textOf(failure['message'])) : { accepted: true, message: null };
}

/** Without details only the results tell: a failed operation has an empty one. */
function withoutDetails(response: JsonRecord, failure: JsonRecord, index: number): Acceptance {
  const result = listOf(response['results'])[index];
  const isEmpty = !isRecord(result) || Object.keys(result).length === 0;
  return isEmpty ? rejected(textOf(failure['message'])) : { accepted: true, message: null };
}

const OPERATIONS: ReadonlySet<unknown> = new Set(['conversions', 'conversion_adjustments', 'operations']);

function failedIndex(error: JsonRecord): number {
  const elements = listOf(recordOf(error['location'])['fieldPathElements']).map(recordOf);
  const operation = elements.find((element) => OPERATIONS.has(element['fieldName']));
  return Number(operation?.['index'] ?? 0);
}
