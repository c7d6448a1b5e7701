import type { Tag, TestCase } from '../cases/case.js';
import type { Topic } from './exchange.js';

const example: Topic = { slug: 'example', title: "The document's example" };

/** The topic of each tag. Cases with a fault are for clients only. */
const topics: Readonly<Record<Tag, Topic | undefined>> = {
  answer: { slug: 'answers', title: 'Answers' },
  parameters: { slug: 'parameters', title: 'Parameters' },
  credentials: { slug: 'credentials', title: 'Credentials' },
  balance: { slug: 'balance', title: 'Balance' },
  picture: { slug: 'pictures', title: 'Faces on the pictures' },
  size: { slug: 'picture-sizes', title: 'Sizes of pictures' },
  dimensions: { slug: 'picture-dimensions', title: 'Dimensions of pictures' },
  format: { slug: 'picture-formats', title: 'Formats of pictures' },
  guidance: { slug: 'photo-guidance', title: 'Photo guidance' },
  multipart: { slug: 'multipart', title: 'Multipart' },
  text: { slug: 'texts', title: 'Texts' },
  order: { slug: 'order', title: 'Order of the checks' },
  http: { slug: 'http', title: 'HTTP' },
  fault: undefined,
};

/** The id of the case that sends the document's own example request. */
export const exampleId = 'documented-example';

/** The topic of a case: by its first tag, and among cases on pictures by their second one. */
export function topicOf({ id, tags }: TestCase): Topic {
  if (id === exampleId) return example;
  const [first, second] = tags;
  const narrower = first === 'picture' && second !== 'answer' ? second : undefined;
  return topics[narrower ?? first ?? 'answer'] ?? example;
}
