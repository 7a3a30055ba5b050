/** COPY … FROM STDIN over pg's own connection: the fastest way to bring rows in, and what ingest is held against. */
import type { Client, Connection, Submittable } from "pg";

interface CopyConnection extends Connection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

class CopyIn implements Submittable {
  readonly #text: string;
  readonly #rows: Buffer;
  readonly #done: (error?: Error) => void;
  #error: Error | undefined;

  constructor(options: { text: string; rows: Buffer; done: (error?: Error) => void }) {
    this.#text = options.text;
    this.#rows = options.rows;
    this.#done = options.done;
  }

  submit(connection: Connection): void {
    (connection as CopyConnection).query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    const chunkBytes = 64 * 1024;
    for (let at = 0; at < this.#rows.length; at += chunkBytes)
      connection.sendCopyFromChunk(this.#rows.subarray(at, at + chunkBytes));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // The count stands in ReadyForQuery's shadow; only the end matters here.
  }

  handleError(error: Error): void {
    this.#error = error;
  }

  handleReadyForQuery(): void {
    this.#done(this.#error);
  }
}

/** Copies rows in text format (tab separated, one line each) with the given COPY statement. */
export function copyIn(client: Client, text: string, rows: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new CopyIn({ text, rows: Buffer.from(rows), done: (error) => (error ? reject(error) : resolve()) }));
  });
}
