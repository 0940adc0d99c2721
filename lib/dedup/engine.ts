import type { BrowserEvent, SdkCall, ServerEvent } from '../model/event.ts';
import type { RecordedSpan } from '../model/recording.ts';
import type { RelayEvidence } from '../model/relay.ts';
import { callsFor } from './origin.ts';
import { CollapseStage } from './collapse-stage.ts';
import type { DedupContext } from './context.ts';
import type { Cluster } from './cluster.ts';
import { NetDelta, type Delta } from './delta.ts';
import { GroupStage } from './group-stage.ts';
import { joinStages } from './join-stages.ts';
import { inParts, WaitingRoom, type Part } from './parts.ts';
import { proveRecorded } from './recorded.ts';
import { proveSilence } from './relay-proof.ts';
import type { Stage } from './sleeping-stage.ts';
import { VerdictStage, type Row } from './verdict-stage.ts';

/** The page's calls that may belong to an event. */
export type CallsNear = (event: BrowserEvent) => readonly SdkCall[];

/**
 * One platform's events → judged conversions, kept up to date: collapse mirrors, group by the rule's keys, join, judge. Each
 * stage takes what the one before it took out and put in, and hands on the same; what a change does not reach stays as it is,
 * to the very object. The output depends on the events alone, not on how they came.
 */
export class Engine {
  readonly #context: DedupContext;
  readonly #collapse = new CollapseStage();
  readonly #group: GroupStage;
  readonly #waiting = new WaitingRoom();
  readonly #joins: readonly Stage[];
  readonly #verdicts: VerdictStage;

  constructor(context: DedupContext, callsNear: CallsNear = () => []) {
    this.#context = { ...context };
    this.#group = new GroupStage(this.#context);
    this.#joins = joinStages(this.#context);
    this.#verdicts = new VerdictStage(this.#context, (cluster) => callsOf(cluster, callsNear));
  }

  /** Events must all be of the context's platform, and are known by identity: a changed one is removed and added. */
  update(browser: Delta<BrowserEvent>, server: Delta<ServerEvent>): Delta<Row> {
    const rows = new NetDelta<Row>();
    for (const change of this.updates(inParts(browser, server))) rows.add(change);
    return rows.delta;
  }

  /** The same in parts, each to be looked at before the next is asked for: what came with one may go again with a later one. */
  *updates(parts: Iterable<Part>): Generator<Delta<Row>> {
    for (const part of parts) yield this.#updatePart(part);
  }

  #updatePart({ browser, server, isLast }: Part): Delta<Row> {
    const grouped = this.#group.update(this.#collapse.update(browser), server);
    let clusters = this.#waiting.update(grouped, isLast);
    for (const join of this.#joins) clusters = join.update(clusters);
    return this.#verdicts.update(clusters);
  }

  /** The browser events, mirrors too, at most `windowMs` away. */
  eventsNear(at: number, windowMs: number): BrowserEvent[] {
    return this.#collapse.eventsNear(at, windowMs);
  }

  /**
   * From now on judges by this evidence. Gives the browser events of the rows that the relay's silence now tells something else
   * about; they have to be removed and added again.
   */
  trust(relay: RelayEvidence): BrowserEvent[] {
    const before = { ...this.#context };
    this.#context.relay = relay;
    return [...this.#verdicts.rows]
      .filter(({ cluster }) => cluster.browser.length > 0 && proveSilence(before, cluster).state !== proveSilence(this.#context, cluster).state)
      .flatMap(({ cluster }) => cluster.browser.flatMap(({ event, mirrors }) => [event, ...mirrors]));
  }

  /** The same with the times in which the browser was recorded, and with the server events of the rows whose browser's silence they tell of. */
  watch(recorded: readonly RecordedSpan[] | null): ServerEvent[] {
    const before = { recorded: this.#context.recorded };
    this.#context.recorded = recorded;
    const tells = ({ cluster }: Row) => proveRecorded(before, cluster)?.detail !== proveRecorded(this.#context, cluster)?.detail;
    return [...this.#verdicts.rows].filter(tells).flatMap(({ cluster }) => cluster.server);
  }
}

const NONE: readonly SdkCall[] = [];

function callsOf({ browser }: Cluster, callsNear: CallsNear): readonly SdkCall[] {
  let calls = NONE;
  for (const { event } of browser) {
    const own = callsFor(event, callsNear(event));
    if (own.length > 0) calls = [...calls, ...own];
  }
  return calls;
}
