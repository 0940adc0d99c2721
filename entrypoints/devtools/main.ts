import { createPanel } from '../../lib/extension/devtools.ts';
import { startBackfill } from '../../lib/extension/devtools-har.ts';

void createPanel();
startBackfill();
