// A client in the test's own process. CLIENT_HABITS is its habit in each case.
import { openAsBlob } from 'node:fs';

const habits = JSON.parse(process.env.CLIENT_HABITS);

async function send({ baseUrl, path, request, timeoutMs }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(request))
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, await openAsBlob(value.file), value.filename);
  const signal = AbortSignal.timeout(timeoutMs);
  return fetch(baseUrl + path, { method: 'POST', body: form, redirect: 'error', signal });
}

export async function callClient(testCase) {
  const habit = habits[testCase.id];
  if (habit === 'skips') return { outcome: 'skip', reason: 'no camera' };
  if (habit === 'hangs') return new Promise(() => {});
  if (habit === 'throws') throw new Error('out of paper');
  if (habit === 'refuses') return { outcome: 'rejected-locally', reason: 'the photo is not good enough' };
  try {
    const response = await send(testCase);
    const { date, message, result } = await response.json();
    const trxNo = response.headers.get('X-Trx-No');
    const fields = { date, message, ...result.face_compare, ...result.face_liveness, trxNo };
    return { outcome: 'success', kind: 'success', fields };
  } catch (error) {
    return { outcome: 'transport-error', reason: String(error) };
  }
}
