import { type GenerateResult, generate } from 'selfsigned';

export interface TestCertificates {
  /** The certificate of the authority that signed the server's, as PEM. */
  readonly authority: string;
  readonly server: { readonly key: string; readonly cert: string };
}

/** Makes what a company has: an authority of its own, and a server's certificate that it signed. */
export async function makeCertificates(hostname: string): Promise<TestCertificates> {
  const authority: GenerateResult = await generate([{ name: 'commonName', value: 'Test authority' }], {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: hostname }], {
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: hostname }] }],
  });
  return { authority: authority.cert, server: { key: server.private, cert: server.cert } };
}
