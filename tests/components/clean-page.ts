import { cleanup } from '@testing-library/preact';
import { afterEach, vi } from 'vitest';

/** Imported by each file that renders: an empty page for the next test. */
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
