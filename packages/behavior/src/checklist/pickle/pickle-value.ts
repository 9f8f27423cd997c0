/** What a pickle holds, as inert values: nothing of it can act. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PickleValue[]
  | PickleTuple
  | ReadonlyMap<PickleValue, PickleValue>
  | ReadonlySet<PickleValue>
  | PickleGlobal
  | PickleObject;

/** A tuple, which Python keeps apart from a list. */
export class PickleTuple {
  readonly items: readonly PickleValue[];

  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

/** The name of something that Python would import. It is kept as a name. */
export class PickleGlobal {
  readonly module: string;
  readonly name: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }
}

/** What Python would make by a call: the call, and what would be put into the result. */
export class PickleObject {
  /** What would be called: a name, or what another call would give. */
  readonly made: PickleGlobal | PickleObject;
  readonly args: readonly PickleValue[];
  /** What an instance would be restored from. */
  state: PickleValue = null;
  /** What would be set on it afterwards. */
  readonly attributes = new Map<string, PickleValue>();
  /** Entries of a subclass of dict. */
  readonly entries = new Map<PickleValue, PickleValue>();
  /** Elements of a subclass of list. */
  readonly elements: PickleValue[] = [];

  constructor(made: PickleGlobal | PickleObject, args: readonly PickleValue[]) {
    this.made = made;
    this.args = args;
  }

  /** The name of what would be called: of a function, or of a class, also one that is written out; else empty. */
  get name(): string {
    if (this.made instanceof PickleGlobal) return this.made.name;
    const [, name] = this.made.args;
    return this.made.name === "_create_type" && typeof name === "string" ? name : "";
  }
}

/** An attribute of an object, from what it would be restored from. */
export function attributeOf(value: PickleValue | undefined, name: string): PickleValue | undefined {
  if (!(value instanceof PickleObject)) return undefined;
  const { state } = value;
  const states = state instanceof PickleTuple ? state.items : [state];
  for (const each of states) if (each instanceof Map && each.has(name)) return each.get(name) as PickleValue;
  return undefined;
}

/** The entries of a dict or of a subclass. */
export function entriesOf(value: PickleValue | undefined): ReadonlyMap<PickleValue, PickleValue> | undefined {
  if (value instanceof Map) return value as ReadonlyMap<PickleValue, PickleValue>;
  return value instanceof PickleObject && !isArrayRecord(value) ? value.entries : undefined;
}

const ARRAY_MAKERS: readonly string[] = ["_reconstruct", "_create_array", "_frombuffer", "scalar"];

function isArrayRecord({ name }: PickleObject): boolean {
  return ARRAY_MAKERS.includes(name);
}
