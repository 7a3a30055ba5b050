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
  readonly url: URL;
  readonly body?: string;
  readonly deadlineMs: number;
}

/** The connections to receivers; they are kept open, as the platform's are. */
export class Receivers {
  readonly #plain = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #secure = new SecureAgent({ keepAlive: true, maxSockets: 256 });

  /** One request; at the deadline the connection is closed. Never throws. */
  async ask({ method, url, body, deadlineMs }: Ask): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const isSecure = url.protocol === "https:";
    const headers = body === undefined ? {} : { "content-type": "text/xml", "content-length": Buffer.byteLength(body) };
    const options = { method, headers, agent: isSecure ? this.#secure : this.#plain };
    const request = isSecure ? httpsRequest(url, options) : httpRequest(url, options);
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

  close(): void {
    this.#plain.destroy();
    this.#secure.destroy();
  }
}
