import { expect, test } from "vitest";
import { zh } from "../../messages/zh.ts";
import { sayBrowser } from "./say-browser.ts";

test.each([
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
    "macOS 上的 Chrome",
  ],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Windows 上的 Edge"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "iOS 上的 Safari"],
  ["Mozilla/5.0 (Linux; Android 16) Chrome/142.0 Mobile MicroMessenger/8.0", "Android 上的 WeChat"],
  ["curl/8.0", "未知的浏览器"],
  ["", "未知的浏览器"],
])("%s is %s", (userAgent, said) => {
  expect(sayBrowser(userAgent, zh)).toBe(said);
});
