import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Firefox's own remote protocol: one TCP connection, each packet `LENGTH:JSON`. */
export interface Marionette {
  /** One WebDriver, Marionette or Addon command. @throws where Firefox refuses it */
  send: <T = unknown>(command: string, parameters?: object) => Promise<T>;
  close: () => void;
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

type Answer = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

const COLON = 58;

/** Hands over every whole packet, in order, whatever pieces it came in. */
function createPacketReader(read: (packet: unknown) => void): (chunk: Buffer) => void {
  let buffer = Buffer.alloc(0);
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const start = buffer.indexOf(COLON) + 1;
      const end = start + Number(buffer.subarray(0, Math.max(start - 1, 0)).toString());
      if (start === 0 || buffer.length < end) return;
      read(JSON.parse(buffer.subarray(start, end).toString()));
      buffer = buffer.subarray(end);
    }
  };
}

function settle(waiting: Map<number, Waiting>, [, id, error, result]: Answer): void {
  const command = waiting.get(id);
  waiting.delete(id);
  if (error) command?.reject(new Error(`${error.error}: ${error.message}`));
  else command?.resolve(isValue(result) ? result.value : result);
}

function isValue(result: unknown): result is { value: unknown } {
  return typeof result === 'object' && result !== null && 'value' in result;
}

function failAll(waiting: Map<number, Waiting>, error: Error): void {
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}

/** Connects to a Firefox that listens on `port`; it speaks first. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket: Socket = connect(port, '127.0.0.1');
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  await new Promise<void>((greeted, reject) => {
    socket.once('error', reject);
    socket.on('data', createPacketReader((packet) => (Array.isArray(packet) ? settle(waiting, packet as Answer) : greeted())));
  });
  socket.on('error', (error) => failAll(waiting, error));
  socket.on('close', () => failAll(waiting, new Error('Firefox closed the connection.')));
  return {
    send: <T>(command: string, parameters: object = {}) => {
      const message = JSON.stringify([0, (lastId += 1), command, parameters]);
      const answer = new Promise<T>((resolve, reject) => waiting.set(lastId, { resolve: (value) => resolve(value as T), reject }));
      socket.write(`${Buffer.byteLength(message)}:${message}`);
      return answer;
    },
    close: () => socket.destroy(),
  };
}
