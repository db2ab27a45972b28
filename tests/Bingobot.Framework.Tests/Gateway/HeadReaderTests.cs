using System.Text;
using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework.Tests.Gateway;

public sealed class HeadReaderTests
{
    [Fact]
    public void Message_AmongAllElse_IsReadWhereItStands()
    {
        var head = HeadReader.Message("""
            {"embeds":[{"id":"1","author":{"id":"2"}}],"id":"10","webhook_id":null,"mentions":[{"id":"3"}],"channel_id":"500",
             "author":{"avatar":null,"id":"11","bot":true,"nested":{"id":"4"}},"guild_id":7,"content":"\"id\":\"5\""}
            """u8);
        Assert.Equal((new Snowflake(10), new Snowflake(500), new Snowflake(7)), (head.Id, head.ChannelId, head.GuildId));
        Assert.Null(head.WebhookId);
        Assert.Equal(new UserHead(new Snowflake(11), true), head.Author);
    }

    [Fact]
    public void Voice_WithMember_TellsItsUser()
    {
        var head = HeadReader.Voice("""
            {"member":{"roles":["1"],"user":{"id":"11","bot":false}},"user_id":"11","channel_id":null,"guild_id":"7"}
            """u8);
        Assert.Equal((new Snowflake(11), null, new Snowflake(7)), (head.UserId, head.ChannelId, head.GuildId));
        Assert.Equal(new UserHead(new Snowflake(11), false), head.User);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"id":"10"}{}""")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"id":{}}""")]
    [InlineData("""{"author":null}""")]
    [InlineData("""{"author":"11"}""")]
    [InlineData("""{"author":{"id":"11","bot":"yes"}}""")]
    [InlineData("""{"id":"\ud800"}""")]
    public void Message_NotAsDocumented_IsRefused(string json) =>
        Assert.ThrowsAny<JsonException>(() => HeadReader.Message(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Heads_OfEvents_AllocateNothing()
    {
        var message = """{"id":"10","channel_id":"500","guild_id":"7","author":{"id":"11"},"content":"x"}"""u8.ToArray();
        var voice = """{"member":{"user":{"id":"11"}},"user_id":"11","channel_id":"5","guild_id":"7"}"""u8.ToArray();
        Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Read();
        // A runtime that compiles a method anew may allocate a little once; an object per event would be 24,000 at least.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);

        void Read()
        {
            HeadReader.Message(message);
            HeadReader.Voice(voice);
        }
    }
}
