using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Discord.Tests.Rest;

/// <summary>Who asks, why, and what stands in the path.</summary>
public sealed class AuditLogTests : RestTests
{
    private readonly List<(string? Reason, string? Authorization, string Target)> _seen = [];

    [Fact]
    public async Task Reason_OfAView_IsSentEscapedAndByTheViewAlone()
    {
        Take("");
        var because = Api.WithAuditLogReason("spam: \"ä\"\n100%");
        await because.CreateGuildBanAsync(new Snowflake(1), new Snowflake(2), new CreateBan());
        because.Dispose();
        await Api.RemoveGuildBanAsync(new Snowflake(1), new Snowflake(2));
        Assert.Equal(["spam%3A%20%22%C3%A4%22%0A100%25", ""], _seen.Select(static seen => seen.Reason ?? ""));
    }

    [Fact]
    public void Reason_OutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Api.WithAuditLogReason(" "));
        Assert.Throws<ArgumentOutOfRangeException>(() => Api.WithAuditLogReason(new string('x', DiscordRest.LongestAuditLogReason + 1)));
    }

    [Fact]
    public async Task Reaction_OfEitherKind_IsNamedInThePath()
    {
        Take("");
        await Api.CreateReactionAsync(Channel, new Snowflake(7), Emoji.Of("👍"));
        await Api.CreateReactionAsync(Channel, new Snowflake(7), new Emoji { Id = new Snowflake(9), Name = "cat" });
        Assert.Equal(
            ["/api/v10/channels/5/messages/7/reactions/%F0%9F%91%8D/@me", "/api/v10/channels/5/messages/7/reactions/cat%3A9/@me"],
            _seen.Select(static seen => seen.Target));
    }

    [Fact]
    public async Task CommandPermissions_Edited_GoWithThePersonsToken()
    {
        Take("""{"id":"3","application_id":"1","guild_id":"2","permissions":[]}""");
        await Api.EditCommandPermissionsAsync(
            new Snowflake(1), new Snowflake(2), new Snowflake(3), new EditApplicationCommandPermissions(), "secret-person");
        Assert.Equal("Bearer secret-person", Assert.Single(_seen).Authorization);
    }

    [Fact]
    public async Task CommandPermissions_TokenOfThePersonRefused_DoesNotStopTheBot()
    {
        Answer(Status(401), Ok);
        await Assert.ThrowsAsync<DiscordRestException>(() => Api.EditCommandPermissionsAsync(
            new Snowflake(1), new Snowflake(2), new Snowflake(3), new EditApplicationCommandPermissions(), "secret-person"));
        await Api.GetMessageAsync(Channel, new Snowflake(7));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public async Task Path_ThatWouldLeadElsewhere_IsRefused(string code) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Api.GetInviteAsync(code));

    private void Take(string body) => Answer(context =>
    {
        _seen.Add((
            context.Request.Headers["X-Audit-Log-Reason"],
            context.Request.Headers.Authorization,
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget));
        context.Response.StatusCode = body.Length == 0 ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    });
}
