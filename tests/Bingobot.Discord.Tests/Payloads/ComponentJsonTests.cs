using System.Text.Json;
using System.Text.Json.Nodes;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Payloads;

/// <summary>Components in the form that the documentation gives them.</summary>
public sealed class ComponentJsonTests
{
    public static TheoryData<Component, string> Made => new()
    {
        { Component.Button("a", "A", ButtonStyle.Danger), """{"type":2,"custom_id":"a","style":4,"label":"A"}""" },
        { Component.LinkButton("https://example.org", "Go", disabled: true), """{"type":2,"style":5,"label":"Go","url":"https://example.org","disabled":true}""" },
        { Component.PremiumButton(new Snowflake(9)), """{"type":2,"style":6,"sku_id":"9"}""" },
        {
            Component.StringSelect("s", new SelectOption { Label = "L", Value = "v", Default = true }) with { MinValues = 0, MaxValues = 1, Placeholder = "P" },
            """{"type":3,"custom_id":"s","options":[{"label":"L","value":"v","default":true}],"min_values":0,"max_values":1,"placeholder":"P"}"""
        },
        {
            Component.UserSelect("u") with { DefaultValues = [new SelectDefaultValue(new Snowflake(5), "user")] },
            """{"type":5,"custom_id":"u","default_values":[{"id":"5","type":"user"}]}"""
        },
        { Component.RoleSelect("r"), """{"type":6,"custom_id":"r"}""" },
        { Component.MentionableSelect("m"), """{"type":7,"custom_id":"m"}""" },
        { Component.ChannelSelect("c", ChannelType.GuildVoice), """{"type":8,"custom_id":"c","channel_types":[2]}""" },
        {
            Component.Section(Component.Thumbnail("https://x/y.png", "Y"), Component.TextDisplay("# T")),
            """{"type":9,"components":[{"type":10,"content":"# T"}],"accessory":{"type":11,"media":{"url":"https://x/y.png"},"description":"Y"}}"""
        },
        {
            Component.MediaGallery(new MediaGalleryItem { Media = new MediaItem { Url = "https://x/z.png" }, Spoiler = true }),
            """{"type":12,"items":[{"media":{"url":"https://x/z.png"},"spoiler":true}]}"""
        },
        { Component.AttachedFile("a.txt"), """{"type":13,"file":{"url":"attachment://a.txt"}}""" },
        { Component.Separator(SeparatorSpacing.Large, divider: false), """{"type":14,"divider":false,"spacing":2}""" },
        {
            Component.Container(0x00FF00, Component.TextDisplay("x")),
            """{"type":17,"accent_color":65280,"components":[{"type":10,"content":"x"}]}"""
        },
        {
            Component.LabelFor("Why", Component.TextInput("why", TextInputStyle.Paragraph) with { MaxLength = 9, Required = false }, "Say it"),
            """{"type":18,"label":"Why","description":"Say it","component":{"type":4,"custom_id":"why","style":2,"max_length":9,"required":false}}"""
        },
        { Component.FileUpload("f", "image", ".pdf"), """{"type":19,"custom_id":"f","file_types":["image",".pdf"]}""" },
        {
            Component.RadioGroup("g", new SelectOption { Label = "A", Value = "a" }, new SelectOption { Label = "B", Value = "b" }),
            """{"type":21,"custom_id":"g","options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}"""
        },
        { Component.CheckboxGroup("h", new SelectOption { Label = "A", Value = "a" }), """{"type":22,"custom_id":"h","options":[{"label":"A","value":"a"}]}""" },
        { Component.Checkbox("k", isChecked: true), """{"type":23,"custom_id":"k","default":true}""" },
    };

    [Theory]
    [MemberData(nameof(Made))]
    public void Component_IsWrittenAsDocumentedAndReadBack(Component component, string json)
    {
        var written = JsonSerializer.Serialize(component, DiscordJson.Default.Component);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), written);
        var again = JsonSerializer.Serialize(
            JsonSerializer.Deserialize(written, DiscordJson.Default.Component)!, DiscordJson.Default.Component);
        Assert.Equal(written, again);
    }

    [Fact]
    public void ModalSubmission_WithEveryKindOfInput_IsRead()
    {
        const string Json = """
            {"custom_id":"m","components":[
              {"type":18,"id":1,"component":{"type":4,"id":2,"custom_id":"text","value":"hello"}},
              {"type":18,"id":3,"component":{"type":3,"id":4,"custom_id":"select","values":["a","b"]}},
              {"type":18,"id":5,"component":{"type":23,"id":6,"custom_id":"check","value":true}},
              {"type":18,"id":7,"component":{"type":21,"id":8,"custom_id":"radio","value":null}},
              {"type":10,"id":9},
              {"type":1,"components":[{"type":4,"custom_id":"old","value":"row"}]}],
             "resolved":{"attachments":{"5":{"id":"5","filename":"a.txt","size":3,"url":"https://x/a.txt"}}}}
            """;
        var data = JsonSerializer.Deserialize(Json, DiscordJson.Default.InteractionData)!;

        Assert.Equal("hello", data.Components![0].Labelled!.Value);
        Assert.Equal(["a", "b"], data.Components[1].Labelled!.Values!);
        Assert.Equal("true", data.Components[2].Labelled!.Value);
        Assert.Null(data.Components[3].Labelled!.Value);
        Assert.Equal("row", data.Components[5].Components![0].Value);
        Assert.Equal("a.txt", data.Resolved!.Attachments![new Snowflake(5)].Filename);
    }

    [Fact]
    public void FileComponent_AsDiscordTellsIt_IsRead()
    {
        const string Json = """
            {"type":13,"id":4,"name":"a.txt","size":12,"spoiler":false,
             "file":{"url":"https://x/a.txt","proxy_url":"https://p/a.txt","height":null,"width":null,"content_type":"text/plain","flags":0,"attachment_id":"7"}}
            """;
        var file = JsonSerializer.Deserialize(Json, DiscordJson.Default.Component)!;

        Assert.Equal(("a.txt", 12, new Snowflake(7)), (file.Name, file.Size, file.File!.AttachmentId));
    }

    [Theory]
    [InlineData(9007199254740991, "9007199254740991")]
    [InlineData(-9007199254740991, "-9007199254740991")]
    [InlineData(3, "3")]
    [InlineData(0.5, "0.5")]
    public void Bound_OfAnOption_IsWrittenWithoutExponent(double bound, string written) => Assert.Contains(
        $"\"min_value\":{written}",
        JsonSerializer.Serialize(new ApplicationCommandOption { MinValue = bound }, DiscordJson.Default.ApplicationCommandOption),
        StringComparison.Ordinal);

    [Fact]
    public void ContextMenuCommand_IsWrittenWithoutDescription() => Assert.DoesNotContain(
        "description",
        JsonSerializer.Serialize(
            new ApplicationCommand { Type = ApplicationCommandType.User, Name = "High Five" }, DiscordJson.Default.ApplicationCommand),
        StringComparison.Ordinal);
}
