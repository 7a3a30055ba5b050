/** An answer of the platform, with whatever stands beside the code. */
export interface Said {
  readonly errcode: number;
  readonly errmsg: string;
  readonly [field: string]: unknown;
}

/** A plain client of one app: fetches its token once and sends it along. For tests and for trying things by hand. */
export class WecomClient {
  readonly #apiUrl: string;
  readonly #corpid: string;
  readonly #secret: string;
  #token: string | undefined;

  constructor(apiUrl: string, credentials: { readonly corpid: string; readonly secret: string }) {
    this.#apiUrl = apiUrl;
    this.#corpid = credentials.corpid;
    this.#secret = credentials.secret;
  }

  async fetchToken(): Promise<string> {
    const said = await this.raw("gettoken", { corpid: this.#corpid, corpsecret: this.#secret });
    if (typeof said["access_token"] !== "string") throw new Error(said.errmsg);
    this.#token = said["access_token"];
    return this.#token;
  }

  /** An API that takes its fields in the query. */
  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Said> {
    return this.raw(path, { access_token: this.#token ?? (await this.fetchToken()), ...query });
  }

  async post(path: string, body: object): Promise<Said> {
    return this.raw(path, { access_token: this.#token ?? (await this.fetchToken()) }, JSON.stringify(body));
  }

  async upload(path: string, query: Readonly<Record<string, string>>, file: File): Promise<Said> {
    const form = new FormData();
    form.set("media", file);
    return this.raw(path, { access_token: this.#token ?? (await this.fetchToken()), ...query }, form);
  }

  /** With a query and a body of one's own; a body makes it a POST. */
  async raw(path: string, query: Readonly<Record<string, string>>, body?: string | FormData): Promise<Said> {
    const response = await this.send(path, query, body === undefined ? {} : { body });
    return (await response.json()) as Said;
  }

  async send(
    path: string,
    query: Readonly<Record<string, string>>,
    more: { readonly body?: string | FormData; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    const { body, headers = {} } = more;
    const url = `${this.#apiUrl}/cgi-bin/${path}?${new URLSearchParams(query).toString()}`;
    return fetch(url, body === undefined ? { headers } : { method: "POST", body, headers });
  }
}
