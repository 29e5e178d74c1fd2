import type { Frame, Snapshot } from '../bindings';
import { somePreferences, someRules } from './builders';

/** A frame in which nothing happens but what is given. */
export function aFrame(part: Partial<Frame> = {}): Frame {
  return {
    from: 1,
    to: 2,
    now: 0,
    jobs: [],
    gone: [],
    servers: null,
    records: [],
    records_skipped: 0,
    records_gone: [],
    tables: [],
    stats: [],
    gaps: [],
    notices: [],
    unread: null,
    troubles: null,
    preferences: null,
    rules: null,
    ...part,
  };
}

/** A picture of nothing but what is given. */
export function aSnapshot(part: Partial<Snapshot> = {}): Snapshot {
  return {
    version: 1,
    now: 0,
    servers: [],
    jobs: [],
    records: [],
    tables: [],
    stats: [],
    unread: 0,
    troubles: [],
    preferences: somePreferences({ language: 'en', theme: 'light' }),
    rules: someRules(),
    alerts_paused_until: null,
    ...part,
  };
}
