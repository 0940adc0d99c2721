// Builds one frame or worker of every kind; each sends by itself and tells the server when it has.
const SHORT = ['image', 'fetchKeepalive', 'beaconText', 'xhrText', 'fetchBlob'];
const IN_WORKER = ['fetchText', 'fetchKeepalive', 'fetchBlob'];
const SCRIPT = 'https://shop.test/senders.js';

const markup = (context) => `<!doctype html><body><script src="${SCRIPT}"></script><script>sendAll('${context}', ${JSON.stringify(SHORT)})</script>`;
const frameUrl = (host, context) => `https://${host}/frame?context=${context}`;
const workerQuery = (context) => `?context=${context}&senders=${IN_WORKER}`;

function frame(attributes) {
  const element = document.createElement('iframe');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

const blobUrl = (text, type) => URL.createObjectURL(new Blob([text], { type }));

self.CONTEXTS = {
  same: (context) => frame({ src: frameUrl('shop.test', context) }),
  cross: (context) => frame({ src: frameUrl('other.test', context) }),
  nested: (context) => frame({ src: `https://other.test/nest?context=${context}` }),
  sandboxed: (context) => frame({ sandbox: 'allow-scripts', src: frameUrl('shop.test', context) }),
  srcdoc: (context) => frame({ srcdoc: markup(context) }),
  sandboxedSrcdoc: (context) => frame({ sandbox: 'allow-scripts', srcdoc: markup(context) }),
  data: (context) => frame({ src: `data:text/html,${encodeURIComponent(markup(context))}` }),
  blob: (context) => frame({ src: blobUrl(markup(context), 'text/html') }),
  blank: (context) => {
    const { contentDocument } = frame({});
    contentDocument.open();
    contentDocument.write(markup(context));
    contentDocument.close();
  },
  worker: (context) => new Worker(`/worker.js${workerQuery(context)}`),
  blobWorker: (context) => {
    const call = `importScripts('${SCRIPT}'); sendAll('${context}', ${JSON.stringify(IN_WORKER)});`;
    return new Worker(blobUrl(call, 'text/javascript'));
  },
  shared: (context) => new SharedWorker(`/worker.js${workerQuery(context)}`),
};

/** Kept, so that no worker is collected before it has sent. */
self.kept = Object.entries(CONTEXTS).map(([context, build]) => build(context));
