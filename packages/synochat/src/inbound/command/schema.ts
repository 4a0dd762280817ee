/** The members of a valibot schema that describe the schema. */
export interface SomeSchema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SomeSchema>>;
  readonly key?: string;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly SomeSchema[];
  readonly title?: string;
  readonly description?: string;
  readonly fallback?: unknown;
  readonly wrapped?: SomeSchema;
  readonly item?: SomeSchema;
}
