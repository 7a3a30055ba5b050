import type { Messages } from "../../messages/messages.ts";

/** In this order: Edge and WeChat also call themselves Chrome, Chrome calls itself Safari. */
const browsers = [
  [/MicroMessenger\//, "WeChat"],
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

const systems = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
] as const;

/** A user agent as a person would name the device; what is not known is called unknown. */
export function sayBrowser(userAgent: string, t: Messages): string {
  const words = t.settings.account;
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (!browser || !system) return browser ?? system ?? words.unknownBrowser;
  return words.browserOn(browser, system);
}
