// @discordjs/ws: one shard in this process, JSON; each dispatch is parsed and emitted.
import { REST } from '@discordjs/rest';
import { CompressionMethod, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { Meter, parseArguments } from './meter.mjs';

const INTENTS = 33_281 | 128 | 256 | 2_048;

const options = parseArguments();
const meter = new Meter(options);
const rest = new REST({ version: '10', api: `http://127.0.0.1:${options.port}/api` }).setToken('bench');
const manager = new WebSocketManager({
	token: 'bench',
	intents: INTENTS,
	shardCount: 1,
	compression: options.compression === 'Zlib' ? CompressionMethod.ZlibNative : null,
	rest,
});
manager.on(WebSocketShardEvents.Dispatch, (payload) => meter.take(payload));
manager.on(WebSocketShardEvents.Error, (error) => {
	console.error(error);
	process.exit(1);
});
await manager.connect();
