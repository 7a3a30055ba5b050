import { fitPicture } from "./picture-size.ts";
import type { Preview } from "./line.ts";

/**
 * A small copy to show while the picture travels. Drawn into a data address, because the page's policy need not
 * allow object addresses for pictures. Undefined when the file is no picture that the browser can read.
 */
export async function previewPicture(file: Blob): Promise<Preview | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const size = fitPicture(bitmap);
    const canvas = document.createElement("canvas");
    canvas.width = size.width;
    canvas.height = size.height;
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, size.width, size.height);
    const { width, height } = bitmap;
    bitmap.close();
    return { src: canvas.toDataURL("image/jpeg", 0.7), width, height };
  } catch {
    // Named like a picture but not one: the caller says so before anything is uploaded.
    return undefined;
  }
}
