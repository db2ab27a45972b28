using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Channels and their overwrites (<see href="https://docs.discord.com/developers/resources/channel"/>).</summary>
internal static class ChannelEndpoints
{
    private const string One = "/channels/{channel}";
    private const string Overwrite = One + "/permissions/{overwrite}";
    private const int MaxChannels = 500;

    public static void Map(RestApi api, IEndpointRouteBuilder routes)
    {
        api.Map(routes, "GET", "/guilds/{guild}/channels", RateLimit.Reads, ListAsync);
        api.Map(routes, "POST", "/guilds/{guild}/channels", RateLimit.GuildChanges, CreateAsync);
        api.Map(routes, "GET", One, RateLimit.Reads, GetAsync);
        api.Map(routes, "PATCH", One, RateLimit.GuildChanges, EditAsync);
        api.Map(routes, "DELETE", One, RateLimit.GuildChanges, DeleteAsync);
        api.Map(routes, "PUT", Overwrite, RateLimit.GuildChanges, SetOverwriteAsync);
        api.Map(routes, "DELETE", Overwrite, RateLimit.GuildChanges, RemoveOverwriteAsync);
    }

    private static Task<RestReply> ListAsync(RestCall call)
    {
        Guild guild = Access.Guild(call.World, call.Id("guild"));
        return Task.FromResult(RestReply.Ok(w =>
        {
            w.WriteStartArray();
            foreach (GuildChannel channel in call.World.ChannelsOf(guild.Id))
                w.WriteChannel(call.World, channel);
            w.WriteEndArray();
        }));
    }

    private static Task<RestReply> GetAsync(RestCall call)
    {
        GuildChannel channel = Access.Channel(call.World, call.Id("channel"));
        return Task.FromResult(RestReply.Ok(w => Write(w, call.World, channel)));
    }

    private static Task<RestReply> CreateAsync(RestCall call)
    {
        ulong guildId = call.Id("guild");
        return call.ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                Guild guild = Access.Guild(world, guildId, Permissions.ManageChannels);
                int count = world.ChannelsOf(guild.Id).Count();
                if (count >= MaxChannels)
                    throw new RestException(400, 30013, $"Maximum number of server channels reached ({MaxChannels})");
                GuildChannel empty = new(transaction.NewId(), guild.Id, "", ChannelForm.Kind(call.Body), count, LastMessageId: 0);
                return Set(transaction, ChannelForm.Read(world, empty, call.Body));
            },
            Write,
            status: 201);
    }

    private static Task<RestReply> EditAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        return call.ChangeAsync(
            transaction =>
            {
                GuildChannel channel = Access.Channel(transaction.World, channelId);
                if (channel.IsThread)
                    return ThreadChange.Apply(transaction, channel, call.Body);
                Access.Channel(transaction.World, channelId, Permissions.ManageChannels);
                return Set(transaction, ChannelForm.Read(transaction.World, channel, call.Body));
            },
            Write);
    }

    /// <summary>What is between the bot and a person is only closed, and there the next time.</summary>
    private static Task<RestReply> DeleteAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        return call.ChangeAsync(
            transaction =>
            {
                GuildChannel channel = Access.Channel(transaction.World, channelId);
                if (channel.IsDirect)
                    return channel;
                Access.Channel(
                    transaction.World, channelId, channel.IsThread ? Permissions.ManageThreads : Permissions.ManageChannels);
                transaction.Do(new ChannelDeleted(channel.Id) { At = transaction.At });
                return channel;
            },
            Write);
    }

    private static Task<RestReply> SetOverwriteAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong id = call.Id("overwrite");
        return call.DoAsync(transaction =>
        {
            GuildChannel channel = Access.Channel(transaction.World, channelId, Permissions.ManageRoles);
            if (channel.IsThread)
                throw RestException.WrongChannelType();
            Overwrite overwrite = ChannelForm.ReadOverwrite(transaction.World, channel, id, call.Body);
            Set(transaction, channel with { Overwrites = channel.Overwrites.SetItem(id, overwrite) });
        });
    }

    private static Task<RestReply> RemoveOverwriteAsync(RestCall call)
    {
        ulong channelId = call.Id("channel");
        ulong id = call.Id("overwrite");
        return call.DoAsync(transaction =>
        {
            GuildChannel channel = Access.Channel(transaction.World, channelId, Permissions.ManageRoles);
            if (!channel.Overwrites.ContainsKey(id))
                throw RestException.UnknownOverwrite();
            Set(transaction, channel with { Overwrites = channel.Overwrites.Remove(id) });
        });
    }

    private static void Write(Utf8JsonWriter writer, World world, GuildChannel channel)
    {
        if (channel.IsThread)
            writer.WriteThread(world, channel, new ThreadParts(WithMember: true));
        else
            writer.WriteChannel(world, channel);
    }

    private static GuildChannel Set(Transaction transaction, GuildChannel channel)
    {
        transaction.Do(new ChannelSet(channel) { At = transaction.At });
        return channel;
    }
}
