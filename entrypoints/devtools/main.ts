import { createPanel } from '../../lib/extension/devtools.ts';

void createPanel();
