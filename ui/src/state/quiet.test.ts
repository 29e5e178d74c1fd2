import { describe, expect, test } from 'vitest';
import type { QuietHours, QuietSpan } from '../ipc/bindings';
import { nextMorning, nextQuiet, quietUntil } from './quiet';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** A Saturday. */
const at = (hour: number, minute = 0, day = 21): number => new Date(2026, 10, day, hour, minute).getTime();
const hours = (...spans: QuietSpan[]): QuietHours => ({ on: true, spans, failures_come_through: false });
const night = hours({ days: EVERY_DAY, from: 22 * 60, to: 7 * 60 });

describe('quiet hours', () => {
  test('over midnight are of the evening and of the morning', () => {
    expect(quietUntil(night, at(23))).toBe(at(7, 0, 22));
    expect(quietUntil(night, at(3))).toBe(at(7));
    expect(quietUntil(night, at(12))).toBeNull();
  });

  test('begin with their first minute and end with their last', () => {
    expect(quietUntil(night, at(22))).toBe(at(7, 0, 22));
    expect(quietUntil(night, at(7))).toBeNull();
    expect(quietUntil(night, at(6, 59))).toBe(at(7));
  });

  test('switched off or without a time are never', () => {
    expect(quietUntil({ ...night, on: false }, at(23))).toBeNull();
    expect(nextQuiet({ ...night, on: false }, at(23))).toBeNull();
    expect(nextQuiet(hours(), at(23))).toBeNull();
    expect(nextQuiet(hours({ days: [], from: 0, to: 60 }), at(23))).toBeNull();
  });

  test('belong to the day they begin on', () => {
    const friday = hours({ days: [5], from: 22 * 60, to: 7 * 60 });
    expect(quietUntil(friday, at(3))).toBe(at(7));
    expect(quietUntil(friday, at(23))).toBeNull();
    expect(nextQuiet(friday, at(23))).toEqual({ from: at(22, 0, 27), to: at(7, 0, 28) });
  });

  test('that touch each other are one', () => {
    const weekend = hours(
      { days: [6], from: 0, to: 0 },
      { days: [7], from: 0, to: 0 },
      { days: [6], from: 600, to: 700 },
    );
    expect(quietUntil(weekend, at(10))).toBe(at(0, 0, 23));
  });

  test('that never end have an end a week ahead at least', () => {
    const always = hours({ days: EVERY_DAY, from: 0, to: 0 });
    expect(quietUntil(always, at(10))).toBeGreaterThanOrEqual(at(10, 0, 28));
  });
});

describe('a pause until the morning', () => {
  test('is until tomorrow, and in the small hours until today', () => {
    expect(nextMorning(at(18))).toBe(at(8, 0, 22));
    expect(nextMorning(at(7))).toBe(at(8, 0, 22));
    expect(nextMorning(at(1))).toBe(at(8));
  });
});
