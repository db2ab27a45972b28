namespace Bingobot.Configuration;

/// <summary>Reads settings from environment variables: <c>BINGOBOT__DATA__DIRECTORY</c> is <c>data.directory</c>.</summary>
internal static class EnvironmentSettings
{
    private const string Prefix = "BINGOBOT__";
    private const string TokenVariable = "DISCORD_TOKEN";

    /// <summary>The configuration with what the environment sets; letter case does not matter, an empty value is none.</summary>
    /// <exception cref="FatalException">A variable with the prefix is no setting, or its value is not allowed.</exception>
    public static BotConfiguration Apply(
        BotConfiguration configuration, IEnumerable<KeyValuePair<string, string>> environment)
    {
        string? token = null;
        foreach ((string name, string value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (value.Length == 0)
                continue;
            if (name == TokenVariable)
                token = value;
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;

            string path = name[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal);
            Setting setting = Settings.FindInEnvironment(path) ?? throw Unknown(name);
            configuration = setting.Apply(configuration, value)
                ?? throw new ConfigurationMark($"environment variable {name}").Error(
                    YamlSettings.BadValue(setting, value));
        }

        if (token is null || configuration.Token is not null)
            return configuration;

        Setting discordToken = Settings.Find("discord.token")!;
        return discordToken.Apply(configuration, token)
            ?? throw new ConfigurationMark($"environment variable {TokenVariable}").Error(
                YamlSettings.BadValue(discordToken, token));
    }

    private static FatalException Unknown(string name)
    {
        IEnumerable<string> names = Settings.All.Select(
            setting => Prefix + setting.Path.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant());
        string guess = Suggestion.Nearest(name, names) is { } nearest ? $" Did you mean {nearest}?" : "";
        return new ConfigurationMark("environment").Error(
            $"there is no setting for the variable {name}; allowed are {string.Join(", ", names)}.{guess}");
    }
}
