// The `ws` package as the other end of the gateway client's own WebSocket.
//
//   node socket-server.mjs
//
// Prints its port, serves one connection, prints how that was closed, and ends. It sends what the test expects to read, then echoes;
// "close" makes it close with 4009.
import process from 'node:process';
import { WebSocketServer } from 'ws';

const lengths = [0, 1, 125, 126, 127, 4096, 65_535, 65_536, 1_000_000];

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('listening', () => console.log(server.address().port));
server.on('connection', (socket) => {
  for (const length of lengths) socket.send('a'.repeat(length));
  socket.send(Buffer.alloc(1000, 0xff));
  // One text in parts, with a ping between them, and the last of them empty.
  socket.send('grö', { fin: false });
  socket.ping('between');
  socket.send('ßer 🎲', { fin: false });
  socket.send('', { fin: true });
  socket.on('pong', (data) => socket.send(`pong ${data}`));
  socket.on('message', (data, isBinary) => {
    if (data.toString() === 'close') socket.close(4009, 'timed out');
    else socket.send(data, { binary: isBinary });
  });
  socket.on('error', (error) => console.log(`error ${error.message}`));
  socket.on('close', (code, reason) => {
    console.log(`closed ${code} ${reason}`);
    process.exit(0);
  });
});
setTimeout(() => process.exit(1), 30_000);
