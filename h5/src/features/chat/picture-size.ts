/** The largest box that a picture takes in the chat, in CSS pixels. */
const box = { width: 220, height: 280 };
const smallest = 72;

/** The size at which a picture is drawn: known before it is loaded, so that nothing jumps. */
export function fitPicture({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, box.width / Math.max(1, width), box.height / Math.max(1, height));
  const fit = (side: number) => Math.max(smallest, Math.round(side * scale));
  return { width: fit(width), height: fit(height) };
}

export const pictureLimitBytes = 10 * 1024 * 1024;
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"] as const;

/** What keeps a file from being sent as a picture; null when nothing does. */
export function checkPicture(file: { readonly type: string; readonly size: number }): "type" | "size" | null {
  if (!pictureTypes.some((type) => type === file.type)) return "type";
  return file.size > pictureLimitBytes ? "size" : null;
}

/** 3.4 MB. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1)} MB`;
}
