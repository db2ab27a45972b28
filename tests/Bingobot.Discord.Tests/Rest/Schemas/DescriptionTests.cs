using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <summary>
/// What every typed method sends fits Discord's OpenAPI description: the path, the names of the query, and the body with no field that
/// is not described. The exceptions are in tests/interop/schemas/exceptions.mjs.
/// </summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task Methods_All_SendWhatDiscordDescribes()
    {
        var sent = await TypedMethods.SendAllAsync();
        var check = await DescriptionCheck.RunAsync(sent.Select(static request => request.ToLine()));
        Assert.Equal(sent.Count, check.Findings.Count);
        var problems = sent.Zip(check.Findings)
            .Where(static pair => pair.Second.Problems.Count > 0)
            .Select(static pair => $"{pair.First.By}: {pair.First.Method} {pair.First.Path}: {string.Join("; ", pair.Second.Problems)}")
            .ToArray();
        Assert.True(problems.Length == 0, string.Join('\n', problems));
        Assert.Empty(check.Unused);
    }

    [Fact]
    public void Methods_WithABody_HaveAMinimalAndAFullForm()
    {
        var bodies = TypedMethods.All.Select(TypedMethods.BodyOf).Where(static body => body is not null).ToArray();
        Assert.True(bodies.Length > 40, $"{bodies.Length} methods with a body");
        Assert.All(bodies, static body =>
        {
            var forms = Bodies.Of(body!.ParameterType).Select(static form => form.Name).ToArray();
            Assert.Contains(Bodies.Minimal, forms);
            Assert.True(forms.Length > 1, $"{body.ParameterType} has no full form");
        });
    }

    [Fact]
    public void FullForms_Together_SetEveryField()
    {
        var left = new List<string>();
        foreach (var type in TypedMethods.All.Select(TypedMethods.BodyOf).OfType<ParameterInfo>().Select(static body => body.ParameterType).Distinct())
        {
            var bodies = Bodies.Of(type).SelectMany(static form => form.Value is IEnumerable many ? many.Cast<object>() : [form.Value]).ToArray();
            left.AddRange(bodies[0].GetType().GetProperties()
                .Where(static property => property.CanWrite && !Bodies.GivenByDiscord.Contains((property.DeclaringType!.Name, property.Name)))
                .Where(property => bodies.All(body => IsUnset(property, body)))
                .Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));
        }
        Assert.Empty(left);
    }

    /// <summary>Requests with something wrong in each, and what is to be said of it.</summary>
    private static readonly (string Request, string Problem)[] Wrong =
    [
        ("""{"method":"POST","path":"/channels/5/messages","query":[],"body":{"contnt":"x"}}""", "contnt: there is no such field"),
        ("""{"method":"POST","path":"/channels/5/messages","query":[],"body":{"embeds":[{"titel":"x"}]}}""", "embeds.0.titel: there is no such field"),
        ("""{"method":"POST","path":"/channels/5/messages","query":[],"body":{"embeds":[{"title":5}]}}""", "embeds.0.title"),
        ("""{"method":"POST","path":"/guilds/5/channels","query":[],"body":{"type":0}}""", "name"),
        ("""{"method":"POST","path":"/guilds/5/channels","query":[]}""", "a body is missing"),
        ("""{"method":"GET","path":"/guilds/5/channels","query":[],"body":{}}""", "it has no body"),
        ("""{"method":"GET","path":"/guilds/5/channels","query":["limt"]}""", "there is no 'limt' in the query"),
        ("""{"method":"GET","path":"/guilds/5/chanels","query":[]}""", "there is no such operation"),
        ("""{"method":"PUT","path":"/channels/5/permissions/6","query":[],"body":{"type":0,"allow":"eight"}}""", "allow"),
    ];

    [Fact]
    public async Task Check_OfWrongRequests_SaysOfEachWhatIsWrong()
    {
        var check = await DescriptionCheck.RunAsync(Wrong.Select(static wrong => wrong.Request));
        Assert.All(Wrong.Zip(check.Findings), static pair =>
            Assert.Contains(pair.Second.Problems, found => found.Contains(pair.First.Problem, StringComparison.Ordinal)));
        Assert.NotEmpty(check.Unused);
    }

    private static bool IsUnset(PropertyInfo property, object body)
    {
        if (property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always })
            return false;
        var value = property.GetValue(body);
        return value is null or "" or ICollection { Count: 0 }
            || (property.PropertyType.IsGenericType && value.GetType().GetProperty("IsPresent")?.GetValue(value) is false);
    }
}
