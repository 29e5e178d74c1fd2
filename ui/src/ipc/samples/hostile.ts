import type { Scene } from '../scenes';
import { aJob, aNotice, aServer } from './builders';
import { aRecord } from './records';

const HOUR = 3_600_000;

/** What a server may send that nobody asked for. */
export function hostile(base: Scene, now: number): Scene {
  const long = 'A name that goes on and on '.repeat(400);
  const html = '<img src=x onerror=alert(1)><script>document.title="gone"</script>';
  return {
    ...base,
    servers: [
      aServer({ id: 's1', name: 'a-server-with-a-very-long-name.of-many-words.example.org', heard_at: now }),
      aServer({ id: 's2', name: 'خادم التقدم', heard_at: now }),
      aServer({ id: 's3', name: html, heard_at: now }),
    ],
    jobs: [
      aJob({
        id: 'a,b:c%d e',
        title: long,
        kind: long,
        message: long,
        error: long,
        state: 'failed',
        percent: 250,
        done: 5e300,
        total: 2e300,
        warnings: 4_000_000,
        last_warning: long,
        metadata: { html, long },
        heard_at: now,
        finished_at: now,
        started_at: now - HOUR,
      }),
      aJob({
        id: 'html',
        server: 's3',
        title: html,
        kind: html,
        step: html,
        message: html,
        metadata: [html],
        percent: 12.345,
        done: 1,
        heard_at: now,
      }),
      aJob({
        id: 'rtl',
        server: 's2',
        title: 'استيراد الطلبات (ORDERS) \u202e!',
        kind: 'استيراد',
        done: 12,
        total: 40,
        percent: 30,
        heard_at: now,
        rate: 0.02,
        eta_ms: [HOUR, 5 * HOUR],
      }),
      aJob({
        id: '🦦',
        title: '🦦🚀 Émigré “naïve” 日本語のジョブ',
        percent: 99.99,
        done: 9_007_199_254_740_991,
        total: 9_007_199_254_740_991,
        heard_at: now,
        eta_ms: [1, 400],
      }),
      aJob({
        id: 'zero',
        title: 'Total of nothing',
        percent: null,
        done: 0,
        total: null,
        failed: 0,
        heard_at: now,
      }),
    ],
    records: [
      aRecord({
        server: 's3',
        model: html,
        id: html,
        label: html,
        fields: { [html]: html, [long]: 1 },
        at: now - 1,
      }),
      aRecord({ server: 's2', model: 'طلب', id: '1', label: 'طلب', by: long, fields: { long }, at: now - 2 }),
    ],
    tables: [
      { server: 's3', model: html, rows: 1, at: now, gap: null },
      { server: 's2', model: 'طلب', rows: 1, at: now, gap: null },
      { server: 's1', model: long, rows: 4_000_000, at: now, gap: { server: 's1', from: 0, to: now } },
    ],
    stats: [
      { server: 's1', at: now, values: { [long]: 5e300, [html]: -0.000_01, 'a..b': 12, '': 3 } },
      { server: 's2', at: 0, values: { 'جلسات.نشطة': 7 } },
    ],
    notices: [
      aNotice({ id: '3', kind: 'failed', title: long, text: long, at: now, percent: 100 }),
      aNotice({ id: '2', kind: 'warning', title: html, text: html, at: now, warnings: 21 }),
      aNotice({
        id: '1',
        kind: 'completed',
        server_name: 'خادم التقدم',
        title: 'استيراد الطلبات',
        at: now,
        done: 40,
        total: 40,
        duration_ms: 400,
      }),
    ],
    olderUnread: 4200,
  };
}
