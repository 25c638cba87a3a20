import { AFRelationship, PDFDocument } from '@cantoo/pdf-lib';

/** Puts a credential into a finished PDF as an attachment, and the certificate's name and number into its metadata. */
export async function attachCredential(
  pdf: Uint8Array,
  credential: string,
  { serial, title, issuedAt }: { readonly serial: string; readonly title: string; readonly issuedAt: number },
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setTitle(title);
  document.setSubject(`No. ${serial}`);
  await document.attach(Buffer.from(credential, 'ascii'), `open-badge-${serial}.jwt`, {
    mimeType: 'application/vc+jwt',
    description: 'Open Badges 3.0 credential (VC-JWT)',
    creationDate: new Date(issuedAt),
    modificationDate: new Date(issuedAt),
    afRelationship: AFRelationship.Supplement,
  });
  return document.save({ useObjectStreams: false });
}
