import { Agent, request as httpRequest } from "node:http";
import { Agent as SecureAgent, request as httpsRequest } from "node:https";

/** What a receiver said; no status: it said nothing in time, or there is none. */
export interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly error: string | undefined;
}

export interface Ask {
  readonly method: "GET" | "POST";
  /** As the console was given it; it may have a query of its own. */
  readonly address: string;
  readonly query: string;
  readonly body?: string;
  readonly deadlineMs: number;
}

interface Place {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: string;
  /** With `?` or `&` at its end. */
  readonly path: string;
}

/** The connections to receivers; they are kept open, as the platform's are. */
export class Receivers {
  readonly #plain = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #places = new Map<string, Place>();
  readonly #secure = new SecureAgent({ keepAlive: true, maxSockets: 256 });

  /** One request; at the deadline the connection is closed. Never throws. */
  async ask({ method, address, query, body, deadlineMs }: Ask): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const { isSecure, hostname, port, path } = this.#read(address);
    const headers = body === undefined ? {} : { "content-type": "text/xml", "content-length": Buffer.byteLength(body) };
    const agent = isSecure ? this.#secure : this.#plain;
    const options = { method, hostname, port, path: path + query, headers, agent };
    const request = isSecure ? httpsRequest(options) : httpRequest(options);
    const alarm = setTimeout(() => request.destroy(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
    const end = (answer: Answer) => {
      clearTimeout(alarm);
      resolve(answer);
    };
    request.on("error", (error) => end({ status: undefined, body: "", error: error.message }));
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        // A receiver's page of complaint may be long; nobody reads it all.
        if (text.length < 4_096) text += chunk;
      });
      response.on("error", (error) => end({ status: undefined, body: "", error: error.message }));
      response.on("end", () => end({ status: response.statusCode, body: text, error: undefined }));
    });
    request.end(body);
    return promise;
  }

  /** Read once per address. */
  #read(address: string): Place {
    const known = this.#places.get(address);
    if (known) return known;
    const url = new URL(address);
    const isSecure = url.protocol === "https:";
    const port = url.port || (isSecure ? "443" : "80");
    const hostname = url.hostname.replaceAll(/^\[|\]$/g, "");
    const place = { isSecure, hostname, port, path: `${url.pathname}${url.search || "?"}${url.search ? "&" : ""}` };
    this.#places.set(address, place);
    return place;
  }

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }
}
