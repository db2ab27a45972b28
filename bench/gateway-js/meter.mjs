// Takes time, processor time and proof between two events of the stream, as the meter of the .NET clients does.
const KINDS = ['MESSAGE_CREATE', 'PRESENCE_UPDATE', 'TYPING_START', 'VOICE_STATE_UPDATE', 'GUILD_CREATE'];
const DIGITS_OF_GUILD = 6;

/** The arguments of a contender: port, compression, the last event before time counts, the last that counts. */
export function parseArguments() {
	const [port, compression, lastUncounted, lastCounted] = process.argv.slice(2);
	return { port: Number(port), compression, lastUncounted: Number(lastUncounted), lastCounted: Number(lastCounted) };
}

export class Meter {
	#lastUncounted;
	#lastCounted;
	#start = null;
	#counts = KINDS.map(() => 0);
	#sequences = 0;
	#guilds = 0;

	constructor({ lastUncounted, lastCounted }) {
		this.#lastUncounted = lastUncounted;
		this.#lastCounted = lastCounted;
	}

	/** One dispatch has come, parsed. Prints the report and ends the process with the last that counts. */
	take({ t: type, s: sequence, d: data }) {
		if (sequence > this.#lastUncounted && sequence <= this.#lastCounted) {
			this.#counts[KINDS.indexOf(type)]++;
			this.#sequences = (Math.imul(this.#sequences, 31) + sequence) >>> 0;
			this.#guilds = (this.#guilds + Number((data.guild_id ?? data.id).slice(-DIGITS_OF_GUILD))) >>> 0;
		}
		if (sequence === this.#lastUncounted) {
			this.#start = { time: process.hrtime.bigint(), cpu: process.cpuUsage() };
		} else if (sequence === this.#lastCounted) {
			this.#report();
		}
	}

	#report() {
		const seconds = Number(process.hrtime.bigint() - this.#start.time) / 1e9;
		const { user, system } = process.cpuUsage(this.#start.cpu);
		const report = {
			events: this.#lastCounted - this.#lastUncounted,
			seconds,
			cpuSeconds: (user + system) / 1e6,
			allocatedBytes: null,
			peakBytes: process.resourceUsage().maxRSS * 1024,
			heldBytes: heldBytes(),
			proof: { counts: this.#counts, sequences: this.#sequences, guilds: this.#guilds, passed: 0 },
		};
		process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
	}
}

/** Live bytes after a collection. */
function heldBytes() {
	globalThis.gc();
	globalThis.gc();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}
