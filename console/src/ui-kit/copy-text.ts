/**
 * Puts a text on the clipboard; false when the browser does not let it. Pages over plain HTTP have no clipboard
 * API: there the old way, through a selected field, still works.
 */
export async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Permission was denied: the old way may still do.
      return copyBySelection(text);
    }
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way without a secure context (2026-11-24)
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
