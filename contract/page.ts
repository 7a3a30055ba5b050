import { z } from "zod";

/** Lists are read page by page: `cursor` is opaque, absent on the first page; `next` is null on the last. */
export const pageIn = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const Instant = z.iso.datetime();
/** A calendar day in the org's time zone, YYYY-MM-DD. */
export const Day = z.iso.date();
export const Empty = z.object({});
export const Done = z.object({ done: z.literal(true) });
