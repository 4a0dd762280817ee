declare module 'virtual:page-bundle' {
  /** The page's program. */
  export const script: string;
  export const style: string;
}
