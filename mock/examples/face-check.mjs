/**
 * A small client of the API, as an application would have. It sends the two pictures, parses the answer, and retries when
 * a gateway reports that the service is unavailable.
 */

/** The service did not answer, so there is no result. Try again later, with the same refNumber. */
export class ServiceUnavailable extends Error {}

/** The service has rejected the pictures or the request. `message` is its reason. */
export class Refused extends Error {}

const temporary = new Set([502, 503, 504]);

/**
 * Creates a client. `baseUrl` is the address without `/biometric/facecompareliveness`.
 *
 * @param {{ baseUrl: string, tenantCode: string, key: string, attempts?: number }} options
 */
export function createFaceCheck({ baseUrl, tenantCode, key, attempts = 3 }) {
  return {
    /**
     * @param {{ selfie: Uint8Array<ArrayBuffer>, card: Uint8Array<ArrayBuffer>, refNumber: string }} person
     * @returns {Promise<{ samePerson: boolean, live: boolean, similarity: number, transaction: string | null }>}
     */
    async check({ selfie, card, refNumber }) {
      const form = new FormData();
      form.append('img1', new Blob([selfie], { type: 'image/jpeg' }), 'selfie.jpg');
      form.append('img2', new Blob([card], { type: 'image/jpeg' }), 'ktp.jpg');
      form.append('key', key);
      form.append('tenant_code', tenantCode);
      form.append('refNumber', refNumber);
      for (let attempt = 1; ; attempt += 1) {
        const response = await fetch(`${baseUrl}/biometric/facecompareliveness`, { method: 'POST', body: form });
        if (temporary.has(response.status)) {
          if (attempt < attempts) continue;
          throw new ServiceUnavailable(`no answer after ${attempts} attempts (status ${response.status})`);
        }
        const body = await response.json();
        if (body.status.toLowerCase() !== 'success') throw new Refused(String(body.error ?? body.message).trim());
        const { face_compare: compare, face_liveness: liveness } = body.result;
        return {
          samePerson: compare.compare === 'True',
          live: liveness.live === 'True',
          similarity: Number(compare.similarity),
          transaction: response.headers.get('X-Trx-No'),
        };
      }
    },
  };
}
