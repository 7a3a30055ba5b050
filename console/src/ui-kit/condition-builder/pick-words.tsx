import { Select } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useMessages } from "../../app/language.tsx";
import { useFormat, useSession } from "../../app/session.tsx";
import { useApi } from "../../app/use-api.ts";
import { useDebounced } from "../../app/use-debounced.ts";
import { factName, wordName } from "./describe-condition.ts";
import type { FactValueProps } from "./fact-value-field.tsx";
import { useGroupNames } from "./use-condition-names.ts";

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Chooses words: tags in use or new ones, communities, groups, live codes, colleagues, or what the fact lists. */
export function PickWords(props: FactValueProps): ReactNode {
  switch (props.fact.source) {
    case "tag":
    case "group_tag":
    case null:
      return <PickTags {...props} />;
    case "group":
      return <PickGroupWords {...props} />;
    case "community":
    case "live_code":
    case "staff":
      return <PickListed {...props} />;
    case "listed":
    case "carrier":
      return <PickChoices {...props} />;
  }
}

interface WordSelectProps extends FactValueProps {
  readonly options: readonly Option[];
  readonly isLoading?: boolean;
  /** Words that are not offered may be typed. */
  readonly isFree?: true;
  /** Asks for other options; without it those that are there are filtered. */
  readonly onSearch?: (q: string) => void;
}

function WordSelect({ fact, node, change, options, isLoading, isFree, onSearch }: WordSelectProps): ReactNode {
  const t = useMessages();
  const words = t.segments.builder;
  const value = Array.isArray(node.value) ? node.value.map(String) : [];
  return (
    <Select<string[]>
      variant="underlined"
      className="cond-words"
      mode={isFree ? "tags" : "multiple"}
      maxCount={100}
      popupMatchSelectWidth={240}
      aria-label={`${factName(fact, t)} ${words.value}`}
      placeholder={isFree ? words.typeTags : words.pickWords}
      {...(value.length === 0 ? { status: "error" as const } : {})}
      showSearch={onSearch ? { filterOption: false, onSearch } : { optionFilterProp: "label" }}
      loading={isLoading ?? false}
      value={value}
      options={[...options]}
      optionLabelProp={isFree ? "value" : "label"}
      onChange={(next) => change({ ...node, value: next.length > 0 ? next : null })}
    />
  );
}

/** Tags in use with how many bear them; a new one may be typed. */
function PickTags(props: FactValueProps): ReactNode {
  const t = useMessages().segments;
  const format = useFormat();
  const [q, setQ] = useState("");
  const settled = useDebounced(q, 200);
  const { name, subject } = props.fact;
  const found = useApi(
    "GET /segments/words",
    { fact: name, q: settled || undefined },
    { when: props.fact.source !== null },
  );
  const options = (found.data?.items ?? []).map(({ word, count }) => ({
    value: word,
    label: `${word} · ${t.amount[subject](format.number(count))}`,
  }));
  return <WordSelect {...props} isFree options={options} isLoading={found.isFetching} onSearch={setQ} />;
}

/** An org may have a thousand groups: they are asked for while typing. */
function PickGroupWords(props: FactValueProps): ReactNode {
  const [q, setQ] = useState("");
  const settled = useDebounced(q, 200);
  const found = useApi("GET /groups", { limit: 20, q: settled || undefined });
  const chosen = useGroupNames(Array.isArray(props.node.value) ? props.node.value.map(String) : []);
  const options = new Map([...chosen, ...(found.data?.items ?? []).map((one) => [one.id, one.name] as const)]);
  return (
    <WordSelect
      {...props}
      options={[...options].map(([value, label]) => ({ value, label }))}
      isLoading={found.isFetching}
      onSearch={setQ}
    />
  );
}

/** Lists that are short enough to be read whole. */
function PickListed(props: FactValueProps): ReactNode {
  const { can } = useSession();
  const { source } = props.fact;
  const communities = useApi("GET /communities", {}, { when: source === "community" });
  const codes = useApi("GET /live-codes", {}, { when: source === "live_code" });
  const staff = useApi("GET /staff", {}, { when: source === "staff" && can("staff.read") });
  const query = { community: communities, live_code: codes, staff }[source as "community" | "live_code" | "staff"];
  const options = (query.data?.items ?? []).map((one) => ({ value: one.id as string, label: one.name }));
  return <WordSelect {...props} options={options} isLoading={query.isFetching} />;
}

/** What the fact itself lists, and the carriers of the product. */
function PickChoices(props: FactValueProps): ReactNode {
  const t = useMessages();
  const values =
    props.fact.source === "carrier" ? Object.keys(t.words.carrier) : props.fact.choices.map(({ value }) => value);
  const options = values.map((value) => ({ value, label: wordName(props.fact, value, { t, names: new Map() }) }));
  return <WordSelect {...props} options={options} />;
}
