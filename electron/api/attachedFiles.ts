import { AFRelationship, PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import type { Attachment } from './attachment';

/**
 * Puts files into a document, each said to go with its page (the associated files of PDF/A-3). A reader finds them by halving,
 * so they go in in the order of their names.
 */
export async function attachFiles(document: PDFDocument, files: readonly Attachment[]): Promise<void> {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, text, mimeType, description, at } of sorted) {
    await document.attach(Buffer.from(text, 'utf8'), name, {
      mimeType,
      description,
      creationDate: new Date(at),
      modificationDate: new Date(at),
      afRelationship: AFRelationship.Supplement,
    });
  }
  await document.flush();
  const pages = new Map(files.map(({ name, page }) => [name, page]));
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('Filespec')) continue;
    const page = pages.get(nameOf(object));
    if (page !== undefined) document.getPage(page).node.set(PDFName.of('AF'), document.context.obj([ref]));
  }
}

function nameOf(file: PDFDict): string {
  return file.lookup(PDFName.of('F'), PDFString).asString();
}

/** Puts files into a finished PDF, and what it is into its metadata. */
export async function withFiles(
  pdf: Uint8Array,
  files: readonly Attachment[],
  { title, subject }: { readonly title: string; readonly subject: string },
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setTitle(title);
  document.setSubject(subject);
  await attachFiles(document, files);
  return document.save({ useObjectStreams: false });
}
