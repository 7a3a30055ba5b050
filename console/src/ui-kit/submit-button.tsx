import { Button } from "antd";
import type { ReactNode } from "react";

/** The primary act of a form that anybody signed in may send. */
export function SubmitButton({ isRunning, children }: { isRunning: boolean; children: ReactNode }): ReactNode {
  return (
    <Button type="primary" htmlType="submit" loading={isRunning}>
      {children}
    </Button>
  );
}
