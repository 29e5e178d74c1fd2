import type { ActionAnswer, Job, Notice, Server, ServerAction } from '../bindings';

/** A code that begins with X opens nothing; any session starts. */
export function answerTo(action: ServerAction): ActionAnswer {
  if (action.kind === 'start_session')
    return { accepted: true, message: null, job: action.session, fields: { statut: 'active' } };
  if (/^x/i.test(action.code))
    return { accepted: false, message: 'Code invalide ou déjà utilisé', job: null, fields: {} };
  const fields = {
    id: 44,
    utilisateur: 'Noé Garnier',
    poste: 'Poste-05',
    duree_initiale: 1800,
    statut: 'en_attente',
  };
  return { accepted: true, message: null, job: '44', fields };
}

/** The notice of a job that has just ended well. */
export function ended(job: Job, servers: readonly Server[], at: number): Notice {
  return {
    id: String(at) + job.id,
    server: job.server,
    server_name: servers.find(({ id }) => id === job.server)?.name ?? '',
    kind: 'completed',
    job: job.id,
    run: job.run,
    title: job.title,
    at,
    read: false,
    done: job.done,
    failed: job.failed,
    total: job.total,
    percent: 100,
    warnings: job.warnings,
    duration_ms: job.started_at === null ? null : at - job.started_at,
    text: null,
    inferred: job.inferred,
    values: {},
  };
}
