// discord.js: a Client with its default caches, and listeners for what comes.
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { Meter, parseArguments } from './meter.mjs';

const options = parseArguments();
const meter = new Meter(options);
const client = new Client({
	intents: [
		GatewayIntentBits.Guilds,
		GatewayIntentBits.GuildMembers,
		GatewayIntentBits.GuildPresences,
		GatewayIntentBits.GuildVoiceStates,
		GatewayIntentBits.GuildMessages,
		GatewayIntentBits.GuildMessageTyping,
		GatewayIntentBits.MessageContent,
	],
	rest: { version: '10', api: `http://127.0.0.1:${options.port}/api` },
});
let heard = 0;
for (const event of [Events.MessageCreate, Events.PresenceUpdate, Events.TypingStart, Events.VoiceStateUpdate]) {
	client.on(event, () => heard++);
}
client.on(Events.Raw, (packet) => {
	// The caches know the guilds, or nothing would be heard: then it would be no measurement.
	if (packet.s === options.lastCounted && heard < (options.lastCounted - options.lastUncounted) / 2) {
		console.error(`Only ${heard} events were emitted.`);
		process.exit(1);
	}
	meter.take(packet);
});
client.on(Events.Error, (error) => {
	console.error(error);
	process.exit(1);
});
await client.login('bench');
