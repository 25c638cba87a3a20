import { CertificateTemplate } from './certificateTemplate';

/** A template as one file: JSON with what it is, the version of its form, and the template with its images inside. */
const head = 'stagedoor-certificate-template';

export function templateFile(body: CertificateTemplate): string {
  return `${JSON.stringify({ file: head, template: body }, null, 1)}\n`;
}

/** Reads such a file: the template; or that it is of a later app; undefined where it is no such file, or has something in it that may not be. */
export function readTemplateFile(text: string): CertificateTemplate | 'newer' | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null || !('file' in json) || json.file !== head) return undefined;
  if (!('template' in json) || typeof json.template !== 'object' || json.template === null) return undefined;
  const { template } = json;
  if ('format' in template && typeof template.format === 'number' && template.format > 2) return 'newer';
  return CertificateTemplate.safeParse(template).data;
}
