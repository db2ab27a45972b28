// Polls: asked by the bot, voted on by people, ended by the bot and by the clock.
import { Events, GatewayIntentBits, MessageType } from 'discord.js';
import { allIntents, channelOf, check, guildOf, login, next, people, refusal, run } from './support.mjs';

const poll = (more) => ({
  poll: { question: { text: 'Tea?' }, answers: [{ text: 'yes', emoji: '🍵' }, { text: 'no' }], duration: 1, allowMultiselect: false, ...more },
});
const vote = (message, user, ...answers) => people('POST', `messages/${message.id}/votes`, { user, answers });

async function asks(client, channel) {
  const sent = await channel.send(poll());
  check(sent.poll.question.text === 'Tea?' && sent.poll.answers.size === 2, 'a poll is asked');
  const added = next(client, Events.MessagePollVoteAdd);
  await vote(sent, 'ada', 1);
  const [answer, userId] = await added;
  check(answer.id === 1 && (await client.users.fetch(userId)).username === 'ada', 'a vote arrives');
  const moved = [next(client, Events.MessagePollVoteRemove), next(client, Events.MessagePollVoteAdd)];
  await vote(sent, 'ada', 2);
  const [[old], [now]] = await Promise.all(moved);
  check(old.id === 1 && now.id === 2, 'a changed mind takes the first vote back');
  await vote(sent, 'grace', 2);
  const voters = await sent.poll.answers.get(2).voters.fetch();
  check(voters.size === 2, 'both who voted are listed');
  check((await refusal(vote(sent, 'ada', 1, 2))).status === 400, 'one answer only, where no more are allowed');
  check((await refusal(sent.edit('changed'))).code === 520003, 'a poll is not edited: 520003');
  return sent;
}

async function ends(client, channel, sent) {
  const told = next(client, Events.MessageCreate, ({ type }) => type === MessageType.PollResult);
  const ended = await sent.poll.end();
  check(ended.poll.resultsFinalized && ended.poll.answers.get(2).voteCount === 2, 'the bot ends it, and the votes are counted');
  const [result] = await told;
  const fields = Object.fromEntries(result.embeds[0].fields.map(({ name, value }) => [name, value]));
  check(result.reference.messageId === sent.id && fields.victor_answer_text === 'no' && fields.total_votes === '2', 'a message tells what came of it');
  check((await refusal(vote(sent, 'linus', 1))).status === 400, 'afterwards nobody votes');
  const plain = await channel.send('no poll');
  const wrong = await refusal(client.rest.post(`/channels/${channel.id}/polls/${plain.id}/expire`));
  check(wrong.code === 520006, 'what is no poll cannot be ended: 520006');
}

run(async () => {
  const client = await login([...allIntents, GatewayIntentBits.GuildMessagePolls]);
  const channel = channelOf(guildOf(client), 'general');
  const sent = await asks(client, channel);
  await ends(client, channel, sent);
  const several = await channel.send(poll({ allowMultiselect: true }));
  await vote(several, 'ada', 1, 2);
  const over = next(client, Events.MessageCreate, ({ type }) => type === MessageType.PollResult);
  await people('POST', 'clock', { advance: '1h' });
  const [result] = await over;
  const fields = Object.fromEntries(result.embeds[0].fields.map(({ name, value }) => [name, value]));
  check(fields.total_votes === '2' && fields.victor_answer_id === undefined, 'the clock ends it, a tie has no victor');
  const faulty = await refusal(channel.send({ poll: { question: { text: '' }, answers: [], duration: 0 } }));
  check(faulty.code === 50035 && faulty.rawError.errors.poll.answers, 'a faulty poll: 50035, each field named');
  await client.destroy();

  const deaf = await login(allIntents);
  let heard = false;
  deaf.on(Events.MessagePollVoteAdd, () => { heard = true; });
  const there = channelOf(guildOf(deaf), 'general');
  const last = await there.send(poll());
  await vote(last, 'ada', 1);
  const marker = next(deaf, Events.MessageCreate, ({ content }) => content === 'done');
  await people('POST', `channels/${there.id}/messages`, { user: 'ada', content: 'done' });
  await marker;
  check(!heard, 'votes that were not asked for do not come');
  await deaf.destroy();
});
