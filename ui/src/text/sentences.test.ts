import { describe, expect, test } from 'vitest';
import { aNotice, aServer } from '../ipc/scenes';
import { travelsInTheOpen } from './address';
import { linkWords } from './link';
import { failureText, noticeBody, noticeTitle, reasonText } from './sentences';
import { spokenFrom, words } from './words.svelte';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('notices', () => {
  const failed = aNotice({
    id: '1',
    kind: 'failed',
    title: 'EDI import',
    percent: 37,
    done: 1850,
    total: 5000,
    failed: 112,
    duration_ms: 45_000,
    text: 'Connection to supplier lost',
  });

  test('say what, how far, how many and where, in the language of now', () => {
    expect(plain(noticeTitle(failed))).toBe('EDI import failed at 37 %');
    expect(plain(noticeBody(failed))).toBe(
      'Connection to supplier lost · 1,850 of 5,000 items in 45 s · 112 failed · heron.example',
    );
    words.language = 'fr';
    expect(plain(noticeTitle(failed))).toBe('EDI import : échec à 37 %');
  });

  test('leave out what nobody knows', () => {
    const bare = aNotice({ id: '2', kind: 'failed', title: 'X' });
    expect(noticeTitle(bare)).toBe('X failed');
    expect(noticeBody(bare)).toBe('heron.example');
  });

  test.each([
    [1, '1 предупреждение'],
    [2, '2 предупреждения'],
    [5, '5 предупреждений'],
    [21, '21 предупреждение'],
  ])('count %i in Russian', (warnings, text) => {
    words.language = 'ru';
    expect(plain(noticeTitle(aNotice({ id: '3', kind: 'warning', title: 'X', warnings })))).toContain(text);
  });

  test('say a share that failed, and no number of warnings', () => {
    const values = { above: '5' };
    const above = aNotice({
      id: '6',
      kind: 'warning',
      title: 'X',
      done: 110,
      total: 1000,
      failed: 6,
      values,
    });
    expect(plain(noticeTitle(above))).toBe('X: more than 5 % failed');
    expect(plain(noticeBody(above))).toBe('110 of 1,000 items · 6 failed · heron.example');
    words.language = 'ru';
    expect(plain(noticeTitle(above))).toBe('X: с ошибкой более 5 %');
  });

  test('say with the return of a server what ended there meanwhile', () => {
    const back = (total: number, values: Record<string, string>): string => {
      const notice = aNotice({ id: '6', kind: 'restored', title: '', total, duration_ms: 720_000, values });
      return plain(noticeBody(notice));
    };
    expect(back(8, { completed: '3', failed: '1' })).toBe(
      'After 12 min: 3 completed, 1 failed; 8 jobs are open there',
    );
    expect(back(0, { vanished: '1' })).toBe('After 12 min: 1 gone');
    expect(back(1, {})).toBe('After 12 min; 1 job is open there');
    expect(back(0, {})).toBe('After 12 min');
    words.language = 'ru';
    expect(back(8, { completed: '3', failed: '1' })).toBe(
      'Связи не было 12 мин, за это время: 3 завершено, 1 сбой; не завершено 8 задач',
    );
  });

  test('wall off a name that runs the other way, and only such a one', () => {
    expect(noticeTitle(aNotice({ id: '4', kind: 'completed', title: 'استيراد' }))).toBe(
      '\u2068استيراد\u2069 completed',
    );
    expect(noticeTitle(aNotice({ id: '5', kind: 'completed', title: 'Import' }))).toBe('Import completed');
  });
});

describe('failures', () => {
  test('are told by their code, a connection by its reason without promises', () => {
    expect(failureText({ code: 'address-empty', reason: null, args: {} })).toContain('The address is empty');
    const refused = failureText({
      code: 'connection',
      reason: { code: 'sign-in-refused', args: {} },
      args: {},
    });
    expect(refused).toContain('did not accept');
    expect(refused).not.toContain('try again by itself');
  });

  test('a size in bytes is written as one', () => {
    expect(plain(reasonText({ code: 'too-large', args: { limit: '1048576' } }))).toContain('1 MiB');
  });
});

test('a connection in words', () => {
  const now = 1_000_000;
  expect(plain(linkWords(aServer({ id: 'a', name: 'a', latency_ms: 14 }), now))).toBe('live · 14 ms');
  const waiting = aServer({ id: 'a', name: 'a', link: 'waiting', retry_at: now + 8000 });
  expect(plain(linkWords(waiting, now))).toBe('next try in 8 s');
  expect(linkWords(aServer({ id: 'a', name: 'a', link: 'signed_out' }), now)).toBe('signed out · sign in');
  expect(linkWords(aServer({ id: 'a', name: 'a', enabled: false, link: 'stopped' }), now)).toBe(
    'switched off',
  );
});

test('the language is the first of the list that Vigie speaks', () => {
  expect(spokenFrom(['de-DE', 'ru-RU', 'en'])).toBe('ru');
  expect(spokenFrom(['de', 'ja'])).toBe('en');
});

test.each([
  ['http://heron.example', true],
  ['HTTP://203.0.113.9:8000/x', true],
  ['https://heron.example', false],
  ['heron.example', false],
  ['http://localhost:8000', false],
  ['http://127.0.0.1', false],
  ['http://192.168.1.4', false],
  ['http://otter.lan', false],
  ['http://otter', false],
  ['http://[::1]:80', false],
  ['http://[2001:db8::1]', true],
  ['http://', false],
])('%s travels in the open: %s', (address, open) => {
  expect(travelsInTheOpen(address)).toBe(open);
});
