/** A value and the source of the value. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

export type AddressKind = 'webhook' | 'bot';
