const pngSize = 1024;

/** An SVG as the address of an image. */
export function svgAddress(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** Saves the QR as SVG, for print. */
export function downloadSvg(svg: string, name: string): void {
  save(svgAddress(svg), `${name}.svg`);
}

/** Saves the QR as a PNG of 1024 px, drawn without smoothing so that its edges stay sharp. */
export async function downloadPng(svg: string, name: string): Promise<void> {
  const image = new Image();
  image.src = svgAddress(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = pngSize;
  canvas.height = pngSize;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser draws no canvas");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, pngSize, pngSize);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(image, 0, 0, pngSize, pngSize);
  save(canvas.toDataURL("image/png"), `${name}.png`);
}

function save(address: string, fileName: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
}
