import { Checkbox, Input, Radio, Select } from "antd";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { PickCommunity } from "../../ui-kit/pick-community.tsx";
import { PickGroups } from "../../ui-kit/pick-groups.tsx";
import type { ConditionKind, Conditions } from "./draft-rule.ts";
import { KeywordField } from "./keyword-field.tsx";

interface ConditionFieldProps {
  readonly kind: ConditionKind;
  readonly conditions: Conditions;
  readonly change: (part: Partial<Conditions>) => void;
}

const contactKinds = ["contact", "link", "phone"] as const;

/** The field of one condition. */
export function ConditionField({ kind, conditions, change }: ConditionFieldProps): ReactNode {
  const t = useMessages();
  const words = t.rules.form;
  switch (kind) {
    case "keywords":
      return (
        conditions.keywords && (
          <KeywordField keywords={conditions.keywords} change={(keywords) => change({ keywords })} />
        )
      );
    case "contact":
      return (
        <Checkbox.Group
          value={conditions.contact}
          options={contactKinds.map((one) => ({ value: one, label: t.words.contact[one] }))}
          onChange={(contact) => change({ contact: [...contact] })}
        />
      );
    case "newcomer":
      return (
        <Radio.Group
          value={conditions.newcomer}
          options={[
            { value: true, label: words.newcomerYes },
            { value: false, label: words.newcomerNo },
          ]}
          onChange={(event) => change({ newcomer: event.target.value === true })}
        />
      );
    case "communityIds":
      return (
        <PickCommunity<string[]>
          mode="multiple"
          aria-label={words.communities}
          value={conditions.communityIds}
          onChange={(communityIds) => change({ communityIds })}
        />
      );
    case "groupIds":
      return (
        <PickGroups
          label={words.groups}
          placeholder={words.pickGroups}
          value={conditions.groupIds}
          onChange={(groupIds) => change({ groupIds })}
        />
      );
    case "groupTags":
    case "memberTags":
      return (
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={30}
          aria-label={words[kind]}
          value={conditions[kind]}
          onChange={(tags: string[]) => change({ [kind]: tags })}
        />
      );
    case "between":
      return conditions.between && <BetweenField between={conditions.between} change={change} />;
  }
}

interface BetweenFieldProps {
  readonly between: NonNullable<Conditions["between"]>;
  readonly change: (part: Partial<Conditions>) => void;
}

/** The browser's own time field: it gives HH:mm and needs no picker to be loaded. */
function BetweenField({ between, change }: BetweenFieldProps): ReactNode {
  const t = useMessages().rules.form;
  const field = (end: "from" | "until") => (
    <label className="row">
      {t[end]}
      <Input
        type="time"
        required
        style={{ width: 128 }}
        value={between[end]}
        onChange={(event) => event.target.value && change({ between: { ...between, [end]: event.target.value } })}
      />
    </label>
  );
  return (
    <div className="row">
      {field("from")}
      {field("until")}
    </div>
  );
}
