import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { CoverageView } from './coverage-view.tsx';
import { EmptyListOf, ListAndDetail } from './list-and-detail.tsx';
import type { Filtered } from './filter-conversions.ts';
import { OrderView } from './order-view.tsx';
import type { LoadedProps } from './panel.tsx';
import { showConversion } from './panel-store.ts';
import { RevisitView } from './revisit-view.tsx';
import { TimelineView } from './timeline-view.tsx';
import { isConversion } from './visit-shares.ts';

interface PanelViewsProps extends LoadedProps {
  filtered: Filtered;
}

/** The view of the chosen tab. */
export function PanelViews(props: PanelViewsProps) {
  return (
    <main class="view" id="view" role="tabpanel" aria-labelledby={`tab-${props.state.view}`}>
      <View {...props} />
    </main>
  );
}

function View(props: PanelViewsProps) {
  const { store, state, analysis, actions, filtered, projection } = props;
  const show = (conversionId: string) => showConversion(store, conversionId);
  switch (state.view) {
    case 'conversions':
      return <ListAndDetail {...props} onRecord={() => actions.onRecording(true)} />;
    case 'coverage':
      return filtered.shown > 0 ? <CoverageView visits={filtered.visits} analysis={analysis} /> : <EmptyListOf {...props} onRecord={() => actions.onRecording(true)} />;
    case 'timeline':
      return (
        <TimelineView visits={filtered.visits} visitId={state.visitId} selectedId={state.selectedId} analysis={analysis} onVisit={(visitId) => store.setState({ visitId })} onConversion={show} />
      );
    case 'order':
      return <OrderView visits={projection.visits} text={state.orderText} analysis={analysis} onText={(orderText) => store.setState({ orderText })} onConversion={show} />;
    case 'revisit':
      return (
        <RevisitView
          visit={newestSale(projection.visits, state.tabId)}
          conversions={projection.conversions}
          run={state.revisit}
          inFile={state.fileName !== null}
          analysis={analysis}
          onRevisit={actions.onRevisit}
          onConversion={show}
        />
      );
  }
}

/** The newest visit of the tab that holds a conversion of the browser's. */
export function newestSale(visits: readonly Visit[], tabId: number | null): Visit | null {
  const isSale = (conversion: JudgedConversion) => conversion.browser.length > 0 && isConversion(conversion);
  return visits.find((visit) => visit.tabId === tabId && visit.conversions.some(isSale)) ?? null;
}
