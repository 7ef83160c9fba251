/** The Sluice chat's transport; see client.html for its use and docs/protocol.md for the protocol. */

/** Where the visitor is; data for the answer, never instructions. */
export interface Context {
  product_id?: string;
  url?: string;
  /** A BCP 47 tag such as `de-AT`. */
  locale?: string;
  /** An ISO 4217 code such as `EUR`. */
  currency?: string;
}

export interface AskOptions {
  context?: Context;
  /** False: passages only, no model. */
  humanize?: boolean;
  /** False: the answer comes in one piece. */
  stream?: boolean;
  /** 1 to 20. */
  top_k?: number;
  filters?: Record<string, string | string[]>;
}

/** The fields of a question's message but its stream id. */
export interface Question extends AskOptions {
  question: string;
  session_id: string;
}

export interface Citation {
  n: number;
  source: string;
  title: string;
  url: string;
}

export interface AnswerError {
  /** `model_failed`, `rate_limited`, …; docs/protocol.md lists them. */
  code: string;
  /** For people, in English. */
  message: string;
  retryable: boolean;
  retryAfterMs?: number;
}

/** One answer; never changed, only replaced by the next. Plain data: it can be stored as JSON. */
export interface StreamState {
  readonly id: string;
  readonly phase: 'asked' | 'streaming' | 'closing' | 'done' | 'cancelled' | 'failed';
  /** What has come of the answer, Markdown. A new attempt may begin it again. */
  readonly text: string;
  readonly attempt: number;
  readonly seen: number;
  readonly gap: boolean;
  /** Another connection reads this answer; `takeBack` reads on here. */
  readonly moved: boolean;
  /** The `data` of the `immediate` frame, for `readSources`. */
  readonly passages: object | null;
  /** The passages as text, when no model was to answer. */
  readonly chunks: string[] | null;
  readonly citations: Citation[];
  readonly finish: '' | 'stop' | 'length' | 'cancelled';
  readonly model: string;
  readonly error: AnswerError | null;
}

/** The answer to one question. */
export interface Answer {
  readonly question: Question;
  readonly state: StreamState;
  readonly ended: boolean;
  /** Neither ended nor moved to another connection. */
  readonly running: boolean;
  /** Resolves with the last state, however the answer ends; never rejects. */
  readonly finished: Promise<StreamState>;
  /** Calls the listener after each change; the result ends that. */
  subscribe(listener: (answer: Answer) => void): () => void;
  /** Ends the answer where it is. */
  stop(): void;
  /** Reads on here what has moved to another connection. */
  takeBack(): void;
  rate(rating: 'up' | 'down', comment?: string): void;
}

export type ConnectionState = 'idle' | 'connecting' | 'open' | 'waiting' | 'failed';

export interface ClientOptions {
  /** The socket's address, ws or wss. */
  url: string;
  /** A key that may be public. */
  token?: string;
  /** Gives a token before each connection; takes the place of `token`. */
  tokenProvider?: () => string | Promise<string>;
  /** The conversation to go on with, a UUID; a new one if there is none. */
  session?: string;
  onconnection?: (state: ConnectionState) => void;
  /** Opens the socket, for tests and for those who want to watch. */
  openSocket?: (url: string) => WebSocket;
}

/** One conversation over one socket, which is opened by the first question. */
export class SluiceClient {
  constructor(options: ClientOptions);
  readonly session: string;
  readonly connection: ConnectionState;
  /** Asks a question of 1 to 4000 characters. */
  ask(question: string, options?: AskOptions): Answer;
  /** Goes on with an answer of an earlier page. */
  restore(saved: { question: Question; state: StreamState }): Answer;
  /** Tries to connect again after `failed`. */
  retry(): void;
  /** Closes the socket and forgets what is under way. */
  close(): void;
}

export interface Source {
  /** The numbers by which the answer cites it. */
  ns: number[];
  source: string;
  title: string;
  /** Absolute http(s) address, or empty. */
  url: string;
  image: string;
  price: string;
  currency: string;
}

/** The documents and products of `state.passages`, each once, in rank order, safe to show. */
export function readSources(passages: object | null, base: string): Source[];

/** The hosts that links in an answer may lead to. */
export function hostsOf(sources: Source[]): Set<string>;
