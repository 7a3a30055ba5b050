/** Pushes messages to the program as a platform does: signed, in batches, again and again until acknowledged, some twice. */
import { createHmac } from "node:crypto";

export interface Delivery {
  readonly url: string;
  readonly secret: string;
  readonly messages: readonly { readonly id: string }[];
  /** Messages in one callback. */
  readonly batch: number;
  /** Callbacks under way at once. */
  readonly lanes: number;
  /** Share of callbacks that are sent once more although they were acknowledged. */
  readonly repeatRate: number;
  readonly random: () => number;
  readonly onAcknowledged: (ids: readonly string[]) => void;
}

const retryMs = 150;

export function sign(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

/** Settles when every message has been acknowledged. */
export async function deliver(delivery: Delivery): Promise<void> {
  const waiting: (readonly { readonly id: string }[])[] = [];
  for (let at = 0; at < delivery.messages.length; at += delivery.batch)
    waiting.push(delivery.messages.slice(at, at + delivery.batch));
  const lane = async () => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
      await pushUntilAcknowledged(delivery, batch);
      delivery.onAcknowledged(batch.map((message) => message.id));
      if (delivery.random() < delivery.repeatRate) await pushUntilAcknowledged(delivery, batch.toReversed());
    }
  };
  await Promise.all(Array.from({ length: delivery.lanes }, lane));
}

async function pushUntilAcknowledged(delivery: Delivery, batch: readonly unknown[]): Promise<void> {
  const body = JSON.stringify({ messages: batch });
  const headers = { "content-type": "application/json", "x-fake-signature": sign(delivery.secret, body) };
  for (;;) {
    const status = await push(delivery.url, headers, body);
    if (status === 200) return;
    if (status >= 400 && status < 500) throw new Error(`the program refused a callback with ${status}`);
    await new Promise((resolve) => {
      setTimeout(resolve, retryMs);
    });
  }
}

/** The status, or 0 when the program is away: a platform cannot know why. */
async function push(url: string, headers: Record<string, string>, body: string): Promise<number> {
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Away, killed, or too slow: it is told again.
    return 0;
  }
}
