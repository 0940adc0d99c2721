/** A list as a reader has it before them: the panel's, or the yardstick's. Lives in the page. */
export interface MeasuredView {
  scroller: () => HTMLElement;
  /** Shows one verdict alone, or all. */
  filter: (on: boolean) => void;
  search: (text: string) => void;
  /** Whether the search has not looked into everything yet. */
  isSearching: () => boolean;
  shownRows: () => number;
  /** Clicks a row in view, another one with each number. */
  select: (turn: number) => void;
  detailText: () => string;
}

/** Milliseconds, one for each frame or each act. */
export interface ViewTimes {
  wheel: number[];
  drag: number[];
  filter: number[];
  search: number[];
  /** Until the search has looked into everything. */
  searched: number[];
  select: number[];
}

export interface Probe {
  /** The time from each frame to the next for so long; `step` runs in every frame. */
  frames: (forMs: number, step?: () => void) => Promise<number[]>;
  /** From `act` until a frame was painted of which `holds` is true. */
  untilPainted: (act: () => void, holds: () => boolean) => Promise<number>;
  measure: (view: MeasuredView) => Promise<ViewTimes>;
}

declare global {
  var probe: Probe;
  var panelView: MeasuredView & {
    /** How many the list counts under every filter. */
    conversions: () => number;
  };
}

/** Runs in the page: everything it needs stands inside. */
export function installProbe(): void {
  const SCROLL_MS = 3_000;
  const ROUNDS = 7;
  /** Some seconds each. */
  const WHOLE_SEARCHES = 3;
  /** A quick turn of the wheel, and the scroll bar pulled. */
  const WHEEL_PX = 120;
  const DRAG_PX = 5_000;

  const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

  /** A message that is posted in a frame arrives after that frame was painted. */
  async function painted(): Promise<void> {
    await nextFrame();
    await new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
  }

  async function frames(forMs: number, step = (): void => undefined): Promise<number[]> {
    const start = await nextFrame();
    const times: number[] = [];
    for (let last = start; last - start < forMs; ) {
      step();
      const now = await nextFrame();
      times.push(now - last);
      last = now;
    }
    return times;
  }

  async function untilPainted(act: () => void, holds: () => boolean): Promise<number> {
    const start = performance.now();
    act();
    do await painted();
    while (!holds());
    return performance.now() - start;
  }

  const scroll = async ({ scroller }: MeasuredView, px: number): Promise<number[]> => {
    scroller().scrollTop = 0;
    await painted();
    return frames(SCROLL_MS, () => (scroller().scrollTop += px));
  };

  /** Each change and the way back, so that every round starts from the whole list. */
  async function change({ shownRows }: MeasuredView, there: (round: number) => void, back: () => void): Promise<number[]> {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const act of [() => there(round), back]) {
        const before = shownRows();
        times.push(await untilPainted(act, () => shownRows() !== before));
      }
    }
    return times;
  }

  async function measure(view: MeasuredView): Promise<ViewTimes> {
    const wheel = await scroll(view, WHEEL_PX);
    const drag = await scroll(view, DRAG_PX);
    view.scroller().scrollTop = 0;
    const filter = await change(view, () => view.filter(true), () => view.filter(false));
    const search = await change(view, (round) => view.search(`10123${round}`), () => view.search(''));
    const searched: number[] = [];
    for (let round = 0; round < WHOLE_SEARCHES; round += 1) {
      searched.push(await untilPainted(() => view.search(`10124${round}`), () => !view.isSearching()));
      await untilPainted(() => view.search(''), () => true);
    }
    const select: number[] = [];
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      const before = view.detailText();
      select.push(await untilPainted(() => view.select(turn), () => view.detailText() !== before));
    }
    return { wheel, drag, filter, search, searched, select };
  }

  globalThis.probe = { frames, untilPainted, measure };
}

/** Runs in the panel: how its list is used. */
export function installPanelView(): void {
  const all = <Found extends Element = HTMLElement>(selector: string): Found[] => [...document.querySelectorAll<Found>(selector)];
  const grid = (): HTMLElement => all('[role=grid]')[0] ?? document.body;
  const chip = (word: string): HTMLElement | undefined => all('.chips .chip').find(({ textContent }) => textContent.startsWith(word));
  globalThis.panelView = {
    conversions: () => Number(all('.chips b')[0]?.textContent ?? 0),
    scroller: grid,
    filter: (on) => chip(on ? 'Double counts' : 'All')?.click(),
    search: (text) => {
      const [field] = all<HTMLInputElement>('[type=search]');
      if (field === undefined) return;
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    isSearching: () => all('.searched').length > 0,
    shownRows: () => Number(grid().getAttribute('aria-rowcount')) - 1,
    select: (turn) => all('[role=grid] .row')[turn]?.click(),
    detailText: () => all('.detail')[0]?.textContent ?? '',
  };
}
