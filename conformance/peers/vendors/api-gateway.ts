import type { Response } from 'express';
import type { ReferenceReply } from '../reference/server.js';
import { onReference } from './on-reference.js';
import type { Vendor } from './vendor.js';

const refusal = (status: number, error: string): string => JSON.stringify({ code: status, error, docs: null });

const refusing =
  (status: number, error: string) =>
  (_reply: ReferenceReply, response: Response): void => {
    response
      .status(status)
      .type('application/json')
      .send(Buffer.from(refusal(status, error)));
  };

const asText = (status: number, error: string): string =>
  `HTTP/1.1 ${status}\nContent-Type: application/json; charset=utf-8\n\n${refusal(status, error)}`;

/** A gateway in front of the service has JSON of its own for what it stops, and for pictures at which the service fails. */
export const apiGateway: Vendor = onReference({
  id: 'api-gateway',
  habits: () => ({
    rules: ({ size, ...rest }) => ({ size, ...rest }),
    behave: () => ({
      wrongMethod: refusing(404, 'no_route'),
      wrongContentType: refusing(415, 'unsupported_media_type'),
      malformed: refusing(400, 'malformed_form'),
      change: (answer, kind, request) => {
        const files = Object.values(request?.files ?? {});
        const stop = (status: number, error: string): void => {
          answer.status = status;
          answer.text = refusal(status, error);
          answer.headers['Content-Type'] = 'application/json; charset=utf-8';
        };
        const isHeavy =
          (request?.files['img1']?.bytes ?? 0) > 3_000_000 || (request?.files['img2']?.bytes ?? 0) > 2_000_000;
        if (kind === 'image-too-large' && isHeavy) stop(413, 'body_limit');
        if (kind === 'face-compare-error' && files.some((file) => file && !file.decodes)) stop(500, 'upstream_failure');
      },
    }),
  }),
  shows: {
    order: ['size', 'parameters', 'credentials', 'balance', 'format', 'dimensions', 'liveness', 'face-compare'],
    'ownAnswers.wrongMethod': asText(404, 'no_route'),
    'ownAnswers.wrongContentType': asText(415, 'unsupported_media_type'),
    'ownAnswers.malformedForm': asText(400, 'malformed_form'),
    'ownAnswers.tooManyBytes': asText(413, 'body_limit'),
    'ownAnswers.unreadablePicture': asText(500, 'upstream_failure'),
  },
  leavesOpen: [
    'pictures.unreadableSelfie',
    'wrongMethod.status',
    'wrongMethod.kind',
    'wrongContentType.kind',
    'malformedForm.kind',
  ],
  // A 500 for a picture that cannot be decoded, where the document shows Face Compare Error.
  fails: ['http-status', 'keys', 'kind', 'message', 'status-word', 'value-types'],
});
