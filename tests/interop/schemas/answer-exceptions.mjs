// Fields that payload types have and that no answer has by the OpenAPI description, each with the page that says where it comes from. To
// be removed once nothing needs it, which the check reports.
const gateway = 'https://docs.discord.com/developers/events/gateway-events';
const modal = 'https://docs.discord.com/developers/components/reference';
const media = 'https://docs.discord.com/developers/components/reference#unfurled-media-item';

export const unlisted = {
  // Only the gateway tells these.
  ...Object.fromEntries([
    'channels', 'guild_scheduled_events', 'joined_at', 'large', 'member_count', 'members', 'presences', 'soundboard_sounds',
    'stage_instances', 'threads', 'unavailable', 'voice_states',
  ].map((name) => [`Guild.${name}`, `${gateway}#guild-create`])),
  'GuildMember.guild_id': `${gateway}#guild-member-add`,
  'Message.guild_id': `${gateway}#message-create`,
  'Message.member': `${gateway}#message-create`,
  'User.member': `${gateway}#message-create`,
  // Of modals, which no answer of the REST API has.
  'Component.component': `${modal}#label`,
  'Component.default': `${modal}#checkbox`,
  'Component.file_types': `${modal}#file-upload`,
  'Component.values': `${modal}#string-select`,
  // Only sent, never told.
  'MessageReference.fail_if_not_exists': 'https://docs.discord.com/developers/resources/message#message-reference-structure',
  // Documented, and not in the description.
  'Channel.message': 'https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel',
  'MediaItem.flags': media,
  'MediaItem.placeholder': media,
  'MediaItem.placeholder_version': media,
};
