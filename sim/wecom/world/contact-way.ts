/** 「联系我」: a QR code or button by which customers add staff. */
export interface ContactWay {
  readonly config_id: string;
  readonly type: 1 | 2;
  readonly scene: 1 | 2;
  readonly createdAt: number;
  /** The app that made it; no other sees it. */
  readonly madeBy: number | undefined;
  readonly qr_code: string;
  settings: ContactWaySettings;
  /** How often a customer came through it: members take turns. */
  uses: number;
}

export interface ContactWaySettings {
  readonly style: number | undefined;
  readonly remark: string | undefined;
  readonly skip_verify: boolean;
  readonly state: string | undefined;
  readonly user: readonly string[];
  readonly party: readonly number[];
  readonly is_temp: boolean;
  readonly expires_in: number;
  readonly chat_expires_in: number;
  readonly unionid: string | undefined;
  readonly is_exclusive: boolean;
  readonly mark_source: boolean;
  readonly conclusions: object | undefined;
}
