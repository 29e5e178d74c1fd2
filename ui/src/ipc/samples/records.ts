import type { RecordAction, RecordTable, ServerRecord } from '../bindings';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A record as the contract has it, all fields filled. */
export function aRecord(part: Partial<ServerRecord> & Pick<ServerRecord, 'id'>): ServerRecord {
  const { fields = {} } = part;
  return {
    server: 's3',
    model: 'estimate',
    action: 'updated',
    label: null,
    by: null,
    fields,
    changed: Object.keys(fields),
    at: 0,
    ...part,
  };
}

const PEOPLE = ['Иван Кузнецов', 'Анна Орлова', 'Пётр Соколов'];
const PROJECTS = ['ЖК «Северный»', 'Школа № 12', 'Склад «Восток»'];
const STATUSES = ['Черновик', 'Отправлена', 'Согласована', 'Отклонена'];
const STUDENTS = ['Amélie Roux', 'Jean Dupont', 'Inès Lefèvre', 'Noé Garnier'];

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

function estimate(n: number, action: RecordAction, at: number): ServerRecord {
  const fields = {
    estimate_number: `Смета_2025-01-${String((n % 28) + 1).padStart(2, '0')}_Объект_${n}`,
    status: pick(STATUSES, n),
    project_name: pick(PROJECTS, n),
    foreman_name: pick(PEOPLE, n + 1),
    total: 12_500 * n + 340.5,
    created_at: new Date(at - 90 * MINUTE).toISOString(),
  };
  return aRecord({
    id: String(n),
    action,
    label: fields.estimate_number,
    by: pick(PEOPLE, n),
    fields,
    changed: action === 'created' ? Object.keys(fields) : action === 'updated' ? ['status'] : [],
    at,
  });
}

function project(n: number, at: number): ServerRecord {
  const fields = { project_name: pick(PROJECTS, n), foremen: 2 + n, archived: n === 2 };
  return aRecord({
    model: 'project',
    id: String(n),
    label: fields.project_name,
    by: pick(PEOPLE, n),
    fields,
    changed: ['foremen'],
    at,
  });
}

function task(n: number, action: RecordAction, at: number): ServerRecord {
  return aRecord({
    server: 's5',
    model: 'RealisationTache',
    id: String(n),
    action,
    fields: {
      etat: (n % 4) + 1,
      apprenant: pick(STUDENTS, n),
      note: n % 3 === 0 ? null : 11 + (n % 8) + 0.5,
      remarque: n % 5 === 0 ? 'À reprendre : la partie « requêtes imbriquées » manque encore.' : '',
      evaluations: { avant: n % 4, apres: (n % 4) + 1 },
    },
    changed: action === 'updated' ? ['etat'] : [],
    at,
  });
}

/** What changed lately, oldest first. */
export function someRecords(now: number): ServerRecord[] {
  const many = Array.from({ length: 60 }, (_, n) =>
    task(n + 10, 'updated', now - 25 * 60 * MINUTE - (60 - n) * 7 * MINUTE),
  );
  return [
    ...many,
    task(1, 'created', now - 58 * MINUTE),
    project(1, now - 52 * MINUTE),
    estimate(4, 'created', now - 44 * MINUTE),
    estimate(3, 'updated', now - 31 * MINUTE),
    task(3, 'deleted', now - 22 * MINUTE),
    estimate(5, 'deleted', now - 16 * MINUTE),
    project(2, now - 9 * MINUTE),
    task(2, 'updated', now - 5 * MINUTE),
    estimate(7, 'created', now - 2 * MINUTE - 20 * SECOND),
    task(1, 'updated', now - 70 * SECOND),
    estimate(6, 'updated', now - 12 * SECOND),
  ];
}

/** The tables these records make; one of them after a gap. */
export function tablesOf(records: readonly ServerRecord[], now: number): RecordTable[] {
  const tables = new Map<string, RecordTable>();
  const rows = new Map<string, Set<string>>();
  for (const { server, model, id, at } of records) {
    const key = `${server} ${model}`;
    const known = rows.get(key) ?? new Set();
    rows.set(key, known.add(id));
    const gap = server === 's5' ? { server, from: now - 40 * MINUTE, to: now - 35 * MINUTE } : null;
    tables.set(key, { server, model, rows: known.size, at, gap });
  }
  return [...tables.values()];
}

/** Another change of one of them, for a lively picture. */
export function oneMoreChange(n: number, now: number): ServerRecord {
  return n % 3 === 0
    ? estimate(3 + (n % 5), 'updated', now)
    : { ...task(1 + (n % 12), 'updated', now), changed: ['etat', 'note'] };
}
