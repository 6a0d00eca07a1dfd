// A mail server on loopback that takes everything (RFC 5321, as far as the backend speaks it) and remembers it.
import net from 'node:net';

const END_OF_DATA = '\r\n.\r\n';

/** Begins to listen. Answers `{ url, mails, close }`; `mails` grows with `{ to, id, at, text }`, `at` in ms. */
export async function openSink() {
  const mails = [];
  const sockets = new Set();
  const server = net.createServer({ noDelay: true }, socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, mails);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `smtp://127.0.0.1:${server.address().port}`, mails, close };
}

function converse(socket, mails) {
  let pending = '';
  let to = null;
  let isData = false;
  const say = line => socket.write(`${line}\r\n`);
  say('220 sink');
  socket.setEncoding('utf8');
  socket.on('data', chunk => {
    pending += chunk;
    for (;;) {
      const end = isData ? END_OF_DATA : '\r\n';
      const at = pending.indexOf(end);
      if (at < 0) return;
      const taken = pending.slice(0, at);
      pending = pending.slice(at + end.length);
      if (isData) {
        mails.push(read(taken, to));
        isData = false;
        say('250 2.0.0 taken');
        continue;
      }
      const verb = taken.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') to = taken.split(/[<>]/)[1];
      isData = verb === 'DATA';
      say(isData ? '354 go on' : verb === 'QUIT' ? '221 2.0.0 goodbye' : '250 2.0.0 well');
      if (verb === 'QUIT') socket.end();
    }
  });
}

/** A mail out of its quoted-printable form (RFC 2045, 6.7), as far as links and codes need it. */
function read(data, to) {
  const id = /^Message-ID: *(\S+)/im.exec(data)?.[1];
  return { to, id, at: performance.now(), text: data.replaceAll('=\r\n', '').replaceAll('=3D', '=') };
}
