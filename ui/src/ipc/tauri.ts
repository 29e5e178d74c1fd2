import { Channel, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Backend, ShowTarget } from './backend';
import type { Frame } from './bindings';
import { watchFocus } from './focus';

/** The commands of `src-tauri/contract/src/command.rs`, argument names included. */
export const tauri: Backend = {
  subscribe: (onFrame) => invoke('subscribe', { channel: new Channel<Frame>(onFrame) }),
  unsubscribe: () => invoke('unsubscribe'),

  notices: (before, limit) => invoke('notices', { before, limit }),
  markRead: (ids) => invoke('mark_read', { ids }),
  markAllRead: () => invoke('mark_all_read'),

  testServer: (draft, id) => invoke('test_server', { draft, id }),
  addServer: (draft) => invoke('add_server', { draft }),
  updateServer: (id, draft) => invoke('update_server', { id, draft }),
  removeServer: (id) => invoke('remove_server', { id }),
  setServerEnabled: (id, enabled) => invoke('set_server_enabled', { id, enabled }),
  connectNow: (id) => invoke('connect_now', { id }),
  startDemo: () => invoke('start_demo'),
  detectServer: (address) => invoke('detect_server', { address }),
  actOnServer: (id, action) => invoke('act_on_server', { id, action }),
  listRecords: (server, model) => invoke('list_records', { server, model }),
  statHistory: (server, span) => invoke('stat_history', { server, span }),

  jobEvents: (job) => invoke('job_events', { job }),
  deleteJob: (job) => invoke('delete_job', { job }),
  openLink: (url) => invoke('open_link', { url }),

  setPreferences: (preferences) => invoke('set_preferences', { preferences }),
  pauseAlerts: (minutes) => invoke('pause_alerts', { minutes }),
  answerClosing: (answer) => invoke('answer_closing', { answer }),
  windowReady: () => invoke('window_ready'),

  onAskClosing: (listener) => listen('ask-closing', () => listener()),
  onShow: (listener) => listen<ShowTarget>('show', (event) => listener(event.payload)),
  onFocus: (listener) => Promise.resolve(watchFocus(listener)),
};
