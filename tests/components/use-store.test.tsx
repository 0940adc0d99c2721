import { act, render, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { useStore } from '../../components/use-store.ts';
import './clean-page.ts';

test('renders again when the selected part changes, and only then', async () => {
  const store = createStore(() => ({ shown: 1, hidden: 1 }));
  const rendered = vi.fn();
  function View() {
    const shown = useStore(store, (state) => state.shown);
    rendered();
    return <output>{shown}</output>;
  }
  render(<View />);
  await act(() => store.setState({ hidden: 2 }));
  expect(rendered).toHaveBeenCalledTimes(1);
  await act(() => store.setState({ shown: 5 }));
  expect(screen.getByRole('status').textContent).toBe('5');
  expect(rendered).toHaveBeenCalledTimes(2);
});

test('a view that is gone hears nothing more', () => {
  const store = createStore(() => ({ shown: 1 }));
  const selected = vi.fn((state: { shown: number }) => state.shown);
  function View() {
    return <output>{useStore(store, selected)}</output>;
  }
  render(<View />).unmount();
  selected.mockClear();
  store.setState({ shown: 2 });
  expect(selected).not.toHaveBeenCalled();
});
