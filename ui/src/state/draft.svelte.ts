import { asFailure, type Backend } from '../ipc/backend';
import type {
  Detection,
  Failure,
  Reason,
  Server,
  ServerDraft,
  ServerKind,
  SignIn,
  TestReport,
} from '../ipc/bindings';
import { isBareWord, travelsInTheOpen } from '../text/address';

/** Typing is over when nothing was typed for this long. */
const TYPED_MS = 800;

/** An address worth looking at: a host with a dot, a port or a scheme, or this computer. */
const WORTH = /^(\w+:\/\/.{2,}|localhost\b.*|\[[0-9a-f:]+\].*|[^\s/]+[.:][^\s/.:]{2,}.*)$/i;

/** How each kind is usually signed in to. */
const USUAL: Record<ServerKind, SignIn> = {
  auto: 'auto',
  'sse-progress': 'session',
  soniquebay: 'none',
  estimates: 'url-token',
  postes: 'session',
  solilms: 'session',
  custom: 'auto',
};

/** How a server is reached, beside its address. */
export const NETWORK = ['ca_file', 'client_cert_file', 'client_key_file', 'proxy', 'events_path'] as const;
export type NetworkField = (typeof NETWORK)[number];

/** What a person types about a server, and what Vigie found out about it meanwhile. */
export class Draft {
  readonly #backend: Backend;
  /** The server that is changed; a new one without it. */
  server: Server | undefined = $state.raw();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Which question is current: an answer to another one is nobody's. */
  #round = 0;
  #lookedAt = '';

  /** Nothing is asked of the address until the person presses a button. */
  shy = $state(false);
  address = $state('');
  name = $state('');
  /** Chosen by the person; as it was found, or as it is, without. */
  kind: ServerKind | null = $state(null);
  signIn: SignIn | null = $state(null);
  user = $state('');
  password = $state('');
  token = $state('');
  cookie = $state('');
  headers: { name: string; value: string }[] = $state([]);
  watch = $state('');
  /** As typed; `null` leaves what there is, and an empty text takes it away. */
  network: Record<NetworkField, string | null> = $state({
    ca_file: null,
    client_cert_file: null,
    client_key_file: null,
    proxy: null,
    events_path: null,
  });
  /** The certificate to accept though it cannot be verified; an empty text takes back one that was accepted. */
  fingerprint: string | null = $state(null);
  /** Nobody answered when it was looked at: the person is asked whether to add it all the same. */
  asksAnyway = $state(false);
  /** The person's word that secrets may cross the network to this address in clear text. */
  cleartext = $state(false);

  busy: 'look' | 'test' | 'save' | null = $state(null);
  detection: Detection | null = $state.raw(null);
  report: TestReport | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);

  /** What it speaks, as far as anybody knows. */
  readonly speaks: ServerKind = $derived(
    this.kind ?? this.detection?.kind ?? this.report?.kind ?? this.server?.kind ?? 'auto',
  );
  readonly signs: SignIn = $derived.by(() => {
    if (this.signIn !== null) return this.signIn;
    if (this.detection?.sign_in != null) return this.detection.sign_in;
    if (this.server && this.kind === null && this.server.sign_in !== 'auto') return this.server.sign_in;
    return USUAL[this.speaks];
  });
  /** It is time to ask for names and passwords: somebody looked, or tried, or came to change them. */
  readonly asksWho: boolean = $derived(
    this.server !== undefined ||
      (this.detection !== null && this.detection.reason === null) ||
      this.report !== null ||
      this.fingerprint !== null ||
      this.kind !== null ||
      this.signIn !== null,
  );
  /** Why the newest try did not reach the server. */
  readonly reason: Reason | null = $derived.by(() => {
    const { report, failure, detection, server } = this;
    if (report) return report.failure?.reason ?? null;
    return failure?.reason ?? detection?.reason ?? server?.reason ?? null;
  });

  /** Whether what is sent there can be read on the way by others than those of this house. */
  readonly open: boolean = $derived(this.detection?.cleartext ?? travelsInTheOpen(this.address));
  /** Such a word is given for an address: where one may have been given, it is asked for again only when missed. */
  readonly asksCleartext: boolean = $derived(
    this.open &&
      this.asksWho &&
      this.signs !== 'none' &&
      (this.cleartext || this.#moved || this.reason?.code === 'cleartext-refused'),
  );

  constructor(
    backend: Backend,
    server: Server | undefined,
    address: string,
    { shy = false }: { shy?: boolean } = {},
  ) {
    this.#backend = backend;
    this.shy = shy;
    this.server = server;
    this.address = server?.url ?? address;
    this.name = server?.name ?? '';
    this.user = server?.user ?? '';
    this.#lookedAt = server?.url ?? '';
  }

  /** This address is another than that of the server. */
  get #moved(): boolean {
    return this.address.trim() !== this.server?.url;
  }

  /** Somebody looked, and knows what is there. */
  get #known(): boolean {
    return this.detection?.kind != null;
  }

  /** Nobody could be asked there, and no test since then went well: it may be the wrong address. */
  get #doubtful(): boolean {
    return !this.server && this.report?.failure !== null && this.detection?.reason != null;
  }

  /** For the engine: what was left empty stays as it is. */
  get whole(): ServerDraft {
    const given = (text: string): string | null => (text === '' ? null : text);
    const headers = this.headers.filter(({ name }) => name.trim() !== '');
    const watch = this.watch.split(/[\s,;]+/).filter(Boolean);
    return {
      address: this.address.trim(),
      name: given(this.name.trim()),
      kind: this.kind ?? (this.server ? null : (this.detection?.kind ?? null)),
      sign_in: this.signIn ?? (this.server ? null : (this.detection?.sign_in ?? null)),
      user: given(this.user.trim()),
      password: given(this.password),
      token: given(this.token.trim()),
      cookie: given(this.cookie.trim()),
      headers: headers.length
        ? Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value]))
        : null,
      accept_fingerprint: this.fingerprint,
      watch: watch.length ? watch : null,
      ...(this.cleartext || this.#moved ? { allow_cleartext: this.cleartext } : {}),
      ...Object.fromEntries(
        NETWORK.map((field) => [field, this.network[field]?.trim()]).filter(([, text]) => text !== undefined),
      ),
    };
  }

  /** Something was changed: what an earlier try said is no longer about this. */
  edited(): void {
    this.#round += 1;
    this.busy = null;
    this.report = null;
    this.failure = null;
    this.asksAnyway = false;
  }

  /** The address was changed: it is looked at when the typing is over, at once when it was pasted. */
  addressed(pasted: boolean): void {
    this.edited();
    this.detection = null;
    this.fingerprint = null;
    this.cleartext = false;
    clearTimeout(this.#timer);
    if (this.shy || !WORTH.test(this.address.trim())) return;
    if (pasted) void this.look(true);
    else this.#timer = setTimeout(() => void this.look(true), TYPED_MS);
  }

  /** Asks what is at the address. By itself it does so once an address, and does not complain. */
  async look(byItself = false): Promise<void> {
    clearTimeout(this.#timer);
    const address = this.address.trim();
    if (byItself && address === this.#lookedAt) return;
    this.edited();
    this.#lookedAt = address;
    await this.#ask('look', async () => {
      try {
        const detection = await this.#backend.detectServer(address);
        return () => (this.detection = detection);
      } catch (thrown) {
        if (byItself) return () => undefined;
        throw thrown;
      }
    });
  }

  async test(): Promise<void> {
    clearTimeout(this.#timer);
    this.edited();
    await this.#ask('test', async () => {
      const report = await this.#backend.testServer(this.whole, this.server?.id ?? null);
      return () => {
        this.report = report;
        if (report.detection) this.detection = report.detection;
      };
    });
  }

  /** The server as it is now; nothing when it could not be had, or when the person is asked first. */
  async save(): Promise<Server | null> {
    clearTimeout(this.#timer);
    if (this.busy === 'save') return null;
    const sure = this.asksAnyway;
    if (!sure && !this.server && this.detection === null && isBareWord(this.address)) {
      await this.look();
      if (!this.#known) {
        this.asksAnyway = this.#doubtful;
        return null;
      }
    }
    if (!sure && this.#doubtful) {
      this.edited();
      this.asksAnyway = true;
      return null;
    }
    this.edited();
    let saved: Server | null = null;
    await this.#ask('save', async () => {
      const { server, whole } = this;
      const now = server
        ? await this.#backend.updateServer(server.id, whole)
        : await this.#backend.addServer(whole);
      return () => (saved = now);
    });
    return saved;
  }

  /** This one certificate will do; what failed because of it is tried again. */
  accept(fingerprint: string): void {
    this.fingerprint = fingerprint;
    void this.test();
  }

  close(): void {
    this.#round += 1;
    clearTimeout(this.#timer);
  }

  async #ask(what: 'look' | 'test' | 'save', ask: () => Promise<() => unknown>): Promise<void> {
    const mine = ++this.#round;
    this.shy = false;
    this.busy = what;
    try {
      const keep = await ask();
      if (mine === this.#round) keep();
    } catch (thrown) {
      if (mine === this.#round) this.failure = asFailure(thrown);
    } finally {
      if (mine === this.#round) this.busy = null;
    }
  }
}
