// s3rver with what it lacks of S3 and the tests are about: a write is all or nothing and its bytes are those that were signed,
// a request without the right signature's key is refused (s3rver does), and, as the last argument says, "only if nothing is there" is
// kept, ignored or unknown.
//   node s3-server.cjs <folder with node_modules> <data folder> <port> <kept|ignored|unknown>
'use strict';

const { AsyncLocalStorage } = require('node:async_hooks');
const crypto = require('node:crypto');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

// It hides the place in a list with a cipher that OpenSSL no longer has; nobody needs to hide it here.
for (const name of ['createCipheriv', 'createDecipheriv']) {
  crypto[name] = () => ({ update: text => Buffer.from(text), final: () => Buffer.alloc(0) });
}

const [modules, folder, port, conditions] = process.argv.slice(2);
const load = createRequire(path.join(modules, 'package.json'));
const S3rver = load('s3rver');
const S3Error = load('s3rver/lib/models/error');

const incoming = `${folder}.incoming`;
fs.mkdirSync(folder, { recursive: true });
fs.mkdirSync(incoming, { recursive: true });

const server = new S3rver({ address: '127.0.0.1', port: Number(port), silent: true, directory: folder, vhostBuckets: false });
const requests = new AsyncLocalStorage();
const beingWritten = new Set();

server.middleware.unshift((request, next) => {
  if (conditions === 'unknown' && request.method === 'PUT' && request.get('if-none-match')) {
    request.status = 501;
    request.type = 'application/xml';
    request.body = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NotImplemented</Code>'
      + '<Message>A header you provided implies functionality that is not implemented.</Message></Error>';
    return undefined;
  }
  return requests.run(request, next);
});

server.store.putObject = async object => {
  const request = requests.getStore();
  const name = `${object.bucket}/${object.key}`;
  const onlyNew = conditions === 'kept' && request.get('if-none-match') === '*';
  if (onlyNew && await server.store.existsObject(object.bucket, object.key)) {
    request.req.resume();
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', { Condition: 'If-None-Match' });
  }
  if (onlyNew && beingWritten.has(name)) {
    request.req.resume();
    const conflict = new S3Error('OperationAborted', 'A conflicting conditional operation is currently in progress against this resource.');
    conflict.code = 'ConditionalRequestConflict';
    conflict.status = 409;
    throw conflict;
  }
  if (onlyNew) beingWritten.add(name);
  const temporary = path.join(incoming, crypto.randomUUID());
  try {
    const [sha256, md5] = [crypto.createHash('sha256'), crypto.createHash('md5')];
    const file = fs.createWriteStream(temporary);
    let size = 0;
    for await (const part of object.content) {
      sha256.update(part);
      md5.update(part);
      size += part.length;
      if (!file.write(part)) await new Promise(resolve => file.once('drain', resolve));
    }
    await new Promise((resolve, reject) => file.end(error => (error ? reject(error) : resolve())));

    if (size !== Number(request.get('content-length'))) throw new S3Error('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
    const signed = request.get('x-amz-content-sha256');
    if (sha256.digest('hex') !== signed) {
      const damaged = new S3Error('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.");
      damaged.status = 400;
      throw damaged;
    }

    const final = server.store.getResourcePath(object.bucket, object.key, 'object');
    fs.mkdirSync(path.dirname(final), { recursive: true });
    fs.renameSync(temporary, final);
    const digest = md5.digest('hex');
    await server.store.putMetadata(object.bucket, object.key, object.metadata, digest);
    return { size, md5: digest };
  } finally {
    fs.rmSync(temporary, { force: true });
    if (onlyNew) beingWritten.delete(name);
  }
};

server.run().then(() => console.log('listening'), error => {
  console.error(error);
  process.exit(1);
});
