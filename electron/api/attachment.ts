/** A file that goes into a document beside its pages. */
export interface Attachment {
  /** Printable ASCII; no two of a document have the same. */
  readonly name: string;
  readonly text: string;
  readonly mimeType: string;
  readonly description: string;
  /** UTC ms. */
  readonly at: number;
  /** The page (from 0) that it says the same as. */
  readonly page: number;
}

/** A certificate's Open Badge, as it is attached. */
export function credentialFile(
  credential: string,
  { serial, issuedAt }: { readonly serial: string; readonly issuedAt: number },
  page = 0,
): Attachment {
  return {
    name: `open-badge-${serial}.jwt`,
    text: credential,
    mimeType: 'application/vc+jwt',
    description: `Open Badges 3.0 credential (VC-JWT) of No. ${serial}`,
    at: issuedAt,
    page,
  };
}
