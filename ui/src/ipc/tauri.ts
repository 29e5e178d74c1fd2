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
  clearNotices: (ids) => invoke('clear_notices', { ids }),
  away: () => invoke('away'),

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

  serverPage: (id, after) => invoke('server_page', { id, after }),

  history: (query, after, limit) => invoke('history', { query, after, limit }),
  exportHistory: (query, format) => invoke('export_history', { query, format }),

  setRules: (rules) => invoke('set_rules', { rules }),
  setRule: (rule) => invoke('set_rule', { rule }),
  dryRun: (rules) => invoke('dry_run', { rules }),
  playSound: (sound) => invoke('play_sound', { sound }),

  exportSettings: () => invoke('export_settings'),
  importSettings: (text, apply) => invoke('import_settings', { text, apply }),
  diagnostics: () => invoke('diagnostics'),
  saveDiagnostics: () => invoke('save_diagnostics'),
  showFile: (path) => invoke('show_file', { path }),

  jobEvents: (job) => invoke('job_events', { job }),
  jobRates: (job) => invoke('job_rates', { job }),
  deleteJob: (job) => invoke('delete_job', { job }),
  openLink: (url) => invoke('open_link', { url }),

  setPreferences: (preferences) => invoke('set_preferences', { preferences }),
  pauseAlerts: (minutes) => invoke('pause_alerts', { minutes }),
  answerClosing: (answer) => invoke('answer_closing', { answer }),
  windowReady: () => invoke('window_ready'),
  miniWindow: (open) => invoke('mini_window', { open }),
  showMain: (target) => invoke('show_main', { target }),

  onAskClosing: (listener) => listen('ask-closing', () => listener()),
  onShow: (listener) => listen<ShowTarget>('show', (event) => listener(event.payload)),
  onFocus: (listener) => Promise.resolve(watchFocus(listener)),
};
