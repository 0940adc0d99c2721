import { render, screen } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { SuggestionBanner } from '../../components/panel/suggestion-banner.tsx';
import type { HostSuggestion } from '../../lib/model/suggestion.ts';
import './clean-page.ts';

const SUGGESTION: HostSuggestion = { host: 'metrics.shop.test', platform: 'ga4', signs: 'v=2, tid=G-DEMO1, en=purchase', requests: 1, at: 0 };

test('a suggestion says what was seen and where, and offers to name the host', async () => {
  const onAnswer = vi.fn();
  render(<SuggestionBanner suggestion={SUGGESTION} onAnswer={onAnswer} />);
  expect(screen.getByRole('status').textContent).toContain('1 request to metrics.shop.test looks like GA4: v=2, tid=G-DEMO1, en=purchase');
  await userEvent.click(screen.getByRole('button', { name: 'Treat metrics.shop.test as GA4' }));
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(SUGGESTION, true);
});

test('a suggestion can be dismissed', async () => {
  const onAnswer = vi.fn();
  render(<SuggestionBanner suggestion={SUGGESTION} onAnswer={onAnswer} />);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss the suggestion for metrics.shop.test' }));
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith(SUGGESTION, false);
});

test('without a suggestion there is nothing', () => {
  const { container } = render(<SuggestionBanner suggestion={null} onAnswer={vi.fn()} />);
  expect(container.textContent).toBe('');
});
