/** One line for whoever typed the command. */
export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Shows a share in place on a terminal; elsewhere one line for each tenth. */
export function createProgress(label: string): (share: number) => void {
  let shown = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    if (process.stdout.isTTY) return void process.stdout.write(`\r${label} ${percent} %${percent === 100 ? "\n" : ""}`);
    if (Math.floor(percent / 10) === shown) return;
    shown = Math.floor(percent / 10);
    say(`${label} ${percent} %`);
  };
}
