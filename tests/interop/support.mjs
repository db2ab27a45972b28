// What the scripts share: a stock discord.js against a running sandbox, and the people's side of it.
//
//   node SCRIPT.mjs http://127.0.0.1:PORT [token]
//
// Exit codes: 0 everything was as on Discord; 1 something was not (said on stderr); 2 usage.
import process from 'node:process';
import { Client, Events, GatewayIntentBits } from 'discord.js';

export const [base, token = 'sandbox'] = process.argv.slice(2);
if (!base) {
  console.error('usage: node SCRIPT.mjs http://127.0.0.1:PORT [token]');
  process.exit(2);
}

const patience = 40_000;
const deadline = setTimeout(() => fail(new Error(`not done after ${patience / 1000} s`)), patience);

export const allIntents = [
  GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildModeration, GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions, GatewayIntentBits.GuildMessageTyping, GatewayIntentBits.GuildVoiceStates,
  GatewayIntentBits.GuildPresences, GatewayIntentBits.MessageContent,
];

function fail(error) {
  console.error(error);
  process.exit(1);
}

export function check(condition, what) {
  if (!condition) throw new Error(`expected: ${what}`);
  console.log(`ok ${what}`);
}

export async function people(method, path, body) {
  const response = await fetch(`${base}/sandbox/api/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`), { status: response.status });
  return answer;
}

export function newClient(intents = allIntents, options = {}) {
  return new Client({ intents, rest: { api: `${base}/api`, ...options.rest }, ...options });
}

export function next(client, event, matches = () => true) {
  return new Promise((resolve) => {
    const listener = (...args) => {
      if (!matches(...args)) return;
      client.off(event, listener);
      resolve(args);
    };
    client.on(event, listener);
  });
}

export async function login(intents = allIntents, options = {}) {
  const client = newClient(intents, options);
  const ready = next(client, Events.ClientReady);
  await client.login(token);
  await ready;
  return client;
}

export const guildOf = (client) => client.guilds.cache.find(({ name }) => name === 'Bingobot HQ');
export const channelOf = (guild, wanted) => guild.channels.cache.find(({ name }) => name === wanted);

/** The error that a promise ends with. */
export const refusal = (promise) => promise.then(() => { throw new Error('expected a refusal'); }, (error) => error);

export function run(main) {
  main().then(() => clearTimeout(deadline), fail);
}
