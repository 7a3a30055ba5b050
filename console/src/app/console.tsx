import { RouterProvider } from "@tanstack/react-router";
import { App, ConfigProvider } from "antd";
import type { ReactNode } from "react";
import { useTheme } from "./appearance.tsx";
import { useLanguage } from "./language.tsx";
import { router } from "./router.tsx";

/** The whole console: theme and texts round the pages. */
export function Console(): ReactNode {
  const theme = useTheme();
  const { antd } = useLanguage();
  return (
    <ConfigProvider theme={theme} locale={antd} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <App message={{ maxCount: 3 }}>
        <RouterProvider router={router} />
      </App>
    </ConfigProvider>
  );
}
