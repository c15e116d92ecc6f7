/** One measured number of the benchmark, beside the lookups. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}
