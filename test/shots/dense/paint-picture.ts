import { createCanvas, type SKRSContext2D } from "@napi-rs/canvas";

/** A photograph's stand-in: a park at some hour of the day with a short-legged dog in it, as JPEG. */
export function paintPicture(size: { width: number; height: number }, hue: number): Buffer {
  const { width, height } = size;
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext("2d");
  const sky = pen.createLinearGradient(0, 0, 0, height * 0.7);
  sky.addColorStop(0, `hsl(${hue} 62% 72%)`);
  sky.addColorStop(1, `hsl(${hue + 24} 80% 90%)`);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `hsl(${hue + 40} 95% 92%)`;
  disc(pen, { x: width * 0.78, y: height * 0.24, r: width * 0.07 });
  for (const [depth, light] of [
    [0.55, 62],
    [0.66, 52],
    [0.76, 42],
  ] as const) {
    pen.fillStyle = `hsl(105 32% ${light}%)`;
    pen.beginPath();
    pen.moveTo(0, height);
    for (let x = 0; x <= width; x += 8)
      pen.lineTo(x, height * depth + Math.sin((x / width) * 5 + depth * 19) * height * 0.035);
    pen.lineTo(width, height);
    pen.fill();
  }
  paintDog(pen, { x: width * 0.42, y: height * 0.78, unit: Math.min(width, height) / 11 });
  return canvas.toBuffer("image/jpeg", 88);
}

function paintDog(pen: SKRSContext2D, { x, y, unit }: { x: number; y: number; unit: number }): void {
  pen.fillStyle = "#d88a3d";
  pill(pen, { x: x - 2 * unit, y: y - unit, width: 4 * unit, height: 1.7 * unit });
  disc(pen, { x: x + 2.3 * unit, y: y - 1.1 * unit, r: unit });
  for (const lean of [-1, 1]) {
    pen.beginPath();
    pen.moveTo(x + (2.3 + lean * 0.85) * unit, y - 1.3 * unit);
    pen.lineTo(x + (2.3 + lean * 0.7) * unit, y - 2.8 * unit);
    pen.lineTo(x + (2.3 + lean * 0.1) * unit, y - 1.9 * unit);
    pen.fill();
  }
  pen.fillStyle = "#fff6ea";
  for (const leg of [-1.5, -0.8, 0.9, 1.6])
    pill(pen, { x: x + leg * unit, y: y + 0.4 * unit, width: 0.5 * unit, height: unit });
  disc(pen, { x: x + 2.6 * unit, y: y - 0.8 * unit, r: 0.55 * unit });
  pen.fillStyle = "#3a2a1c";
  disc(pen, { x: x + 2.95 * unit, y: y - 0.95 * unit, r: 0.18 * unit });
  disc(pen, { x: x + 2.3 * unit, y: y - 1.4 * unit, r: 0.13 * unit });
}

function disc(pen: SKRSContext2D, { x, y, r }: { x: number; y: number; r: number }): void {
  pen.beginPath();
  pen.arc(x, y, r, 0, Math.PI * 2);
  pen.fill();
}

function pill(pen: SKRSContext2D, box: { x: number; y: number; width: number; height: number }): void {
  pen.beginPath();
  pen.roundRect(box.x, box.y, box.width, box.height, Math.min(box.width, box.height) / 2);
  pen.fill();
}
