import { PERMISSIONS } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { grantAccess } from './options-store.ts';
import type { LinesProps } from './relay-lines.tsx';

/** Every permission with its reason; the one that the user can take back has a button to give it again. */
export function PermissionList({ store, actions }: LinesProps) {
  return (
    <section class="permissions">
      <h2>{PERMISSIONS.title}</h2>
      <p class="muted">{PERMISSIONS.hint}</p>
      <dl>
        {PERMISSIONS.list.map(([name, reason]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="muted">{reason}</dd>
          </div>
        ))}
      </dl>
      <AccessState store={store} actions={actions} />
    </section>
  );
}

/** Whether the browser lets Pixelpair see all sites, with the button that asks for it. */
export function AccessState({ store, actions }: LinesProps) {
  const permitted = useStore(store, (state) => state.permitted);
  return (
    <>
      {permitted === false && (
        <div role="alert" class="missing">
          <span class="bad">{PERMISSIONS.missing}</span>{' '}
          <button type="button" class="button" onClick={() => void grantAccess(store, actions)}>
            {PERMISSIONS.grant}
          </button>
        </div>
      )}
      {permitted === true && <p role="status">{PERMISSIONS.granted}</p>}
    </>
  );
}
