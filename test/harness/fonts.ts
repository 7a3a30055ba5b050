import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, projectRoot } from "./cache-folder.ts";

const chinese = join(projectRoot, "node_modules/@expo-google-fonts/noto-sans-sc");
const emoji = join(projectRoot, "node_modules/@expo-google-fonts/noto-color-emoji/400Regular");

/**
 * Writes a fontconfig file that knows only the fonts of our npm packages, and returns its path.
 * Pictures are the same on every machine, and Chinese is never drawn as boxes where no font is installed.
 */
export function writeFontConfig(): string {
  const folder = cacheFolder("fonts");
  const file = join(folder, "fonts.conf");
  const families = ["sans-serif", "serif", "monospace", "system-ui"].map(
    (family) =>
      `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans SC</family><family>Noto Color Emoji</family></prefer></alias>`,
  );
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${["400Regular", "500Medium", "600SemiBold", "700Bold"].map((weight) => `<dir>${join(chinese, weight)}</dir>`).join("\n  ")}
  <dir>${emoji}</dir>
  <cachedir>${folder}</cachedir>
  ${families.join("\n  ")}
</fontconfig>
`,
  );
  return file;
}
