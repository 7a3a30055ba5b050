/** Text that people type: trimmed, without NUL and control characters, bounded in characters (not bytes). */
import { z } from "zod";

// oxlint-disable-next-line no-control-regex -- control characters are what this removes (2026-11-24)
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** Marks that reorder or hide text: a name with them can pose as another. */
const bidi = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

export const cleanText = (raw: string): string => raw.replaceAll(controls, "").trim();
export const cleanName = (raw: string): string => cleanText(raw).replaceAll(bidi, "").replaceAll(/\s+/g, " ").trim();

/** A name of one line: 1 to `max` characters after cleaning. */
export const name = (max: number) => z.string().max(20_000).transform(cleanName).pipe(z.string().min(1).max(max));
/** Text of several lines: up to `max` characters after cleaning. */
export const text = (max: number) => z.string().max(200_000).transform(cleanText).pipe(z.string().max(max));
/** Text of several lines that must not be empty. */
export const someText = (max: number) => z.string().max(200_000).transform(cleanText).pipe(z.string().min(1).max(max));
