using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Rest;

/// <summary>
/// Files that are sent with messages, see <see href="https://docs.discord.com/developers/reference#uploading-files"/>.
/// </summary>
public sealed class UploadTests : RestTests
{
    private static readonly byte[] Cat = Encoding.UTF8.GetBytes("a picture of a cat");

    [Fact]
    public async Task Upload_OfTwoFiles_IsMultipartWithTheirDescriptions()
    {
        string? type = null, json = null;
        var files = new List<(string Name, string FileName, string? Type, string Content)>();
        Answer(async context =>
        {
            var form = await context.Request.ReadFormAsync();
            type = context.Request.ContentType;
            json = form["payload_json"];
            foreach (var file in form.Files)
            {
                using var reader = new StreamReader(file.OpenReadStream());
                files.Add((file.Name, file.FileName, file.ContentType, await reader.ReadToEndAsync()));
            }
            await context.Response.WriteAsync(MessageBody);
        });
        using var stream = new OneWayStream(Encoding.UTF8.GetBytes("text"));
        await Api.CreateMessageAsync(Channel, new CreateMessage
        {
            Content = "look",
            Files =
            [
                new FileUpload("cat ü.png", Cat) { Description = "a cat", IsSpoiler = true, ContentType = "image/png" },
                new FileUpload("notes.txt", stream),
            ],
        });
        Assert.StartsWith("multipart/form-data; boundary=", type, StringComparison.Ordinal);
        Assert.Equal(
            [("files[0]", "cat ü.png", "image/png", "a picture of a cat"), ("files[1]", "notes.txt", "application/octet-stream", "text")],
            files);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                {"content":"look","attachments":[
                  {"id":"0","filename":"cat ü.png","description":"a cat","is_spoiler":true},{"id":"1","filename":"notes.txt"}]}
                """),
            JsonNode.Parse(json!)), json);
    }

    [Fact]
    public async Task Upload_FromMemory_IsSentAgainWhole()
    {
        var sizes = await SizesAsync(new FileUpload("cat.png", Cat), Status(502), Ok);
        Assert.Equal(2, sizes.Count);
        Assert.Equal(sizes[0], sizes[1]);
    }

    [Fact]
    public async Task Upload_FromAStreamThatSeeks_IsSentAgainFromWhereItStood()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("skipped " + Encoding.UTF8.GetString(Cat)));
        stream.Position = "skipped ".Length;
        var sizes = await SizesAsync(
            new FileUpload("cat.png", stream), Limited("1", """{"message":"slow","retry_after":1,"global":false}""", "user"), Ok);
        Assert.Equal([Cat.Length, Cat.Length], sizes);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task Upload_FromAStreamThatDoesNotSeek_IsSentOnce()
    {
        using var stream = new OneWayStream(Cat);
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => SizesAsync(new FileUpload("cat.png", stream), Status(502), Ok));
        Assert.Equal((HttpStatusCode.BadGateway, RestOutcome.Unknown), (e.Status, e.Outcome));
        Assert.Single(Requests);
    }

    [Fact]
    public async Task Upload_LimitedAfterItsStreamWasRead_FailsAsNotDone()
    {
        using var stream = new OneWayStream(Cat);
        var e = await Assert.ThrowsAsync<DiscordRestException>(() => SizesAsync(
            new FileUpload("cat.png", stream), Limited("2", """{"message":"slow","retry_after":2,"global":false}""", "user"), Ok));
        Assert.Equal((HttpStatusCode.TooManyRequests, RestOutcome.NotDone), (e.Status, e.Outcome));
        Assert.Equal(TimeSpan.FromSeconds(2), e.RetryAfter);
        Assert.Single(Requests);
    }

    [Fact]
    public async Task Upload_LongerThanAnotherRequestMayTake_IsWaitedFor()
    {
        var answered = new TaskCompletionSource();
        Answer(async context =>
        {
            await context.Request.ReadFormAsync();
            await answered.Task;
            await context.Response.WriteAsync(MessageBody);
        });
        var upload = Api.CreateMessageAsync(Channel, new CreateMessage { Files = [new FileUpload("cat.png", Cat)] });
        await Scripted.RunningClient.Until(() => !Requests.IsEmpty, () => "the request");
        Clock.Advance(TimeSpan.FromSeconds(60));
        answered.SetResult();
        await upload;
    }

    [Fact]
    public async Task Upload_OfElevenFiles_IsRefusedBeforeItIsSent()
    {
        Answer(Ok);
        var files = Enumerable.Range(0, 11).Select(static i => new FileUpload($"{i}.txt", Cat)).ToArray();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Api.CreateMessageAsync(Channel, new CreateMessage { Files = files }));
        Assert.Empty(Requests);
    }

    [Fact]
    public async Task Edit_WithAFile_KeepsTheAttachmentsThatItNames()
    {
        string? json = null;
        Answer(async context =>
        {
            json = (await context.Request.ReadFormAsync())["payload_json"];
            await context.Response.WriteAsync(MessageBody);
        });
        await Api.EditMessageAsync(Channel, new Snowflake(7), new EditMessage
        {
            Attachments = [new AttachmentRequest { Id = new Snowflake(99) }],
            Files = [new FileUpload("cat.png", Cat)],
        });
        Assert.Equal("""{"attachments":[{"id":"99"},{"id":"0","filename":"cat.png"}]}""", json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b.png")]
    [InlineData("a\\b.png")]
    [InlineData("a\"b.png")]
    [InlineData("a\r\nb.png")]
    public void Name_ThatCouldMisleadTheForm_IsRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => new FileUpload(name, Cat));

    /// <summary>The bytes of the file in each request.</summary>
    private async Task<List<long>> SizesAsync(FileUpload file, params Func<HttpContext, Task>[] answers)
    {
        var sizes = new List<long>();
        Answer([.. answers.Select(answer => (Func<HttpContext, Task>)(async context =>
        {
            sizes.Add((await context.Request.ReadFormAsync()).Files.Single().Length);
            await answer(context);
        }))]);
        await PassTimeAsync(Api.CreateMessageAsync(Channel, new CreateMessage { Files = [file] }));
        return sizes;
    }

    /// <summary>A stream that can only be read on, as what comes from a network.</summary>
    private sealed class OneWayStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }
    }
}
