using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bingobot.Configuration;

/// <summary>Reads settings from YAML; every complaint names line and column.</summary>
/// <remarks>
/// <c>${NAME}</c> is the environment variable of that name, put in after the YAML has been read: no value of a variable
/// can add a key. So that it may also stand unquoted within <c>{ … }</c>, where YAML takes braces for its own, its
/// braces are hidden from the parser as characters of the same width, which keeps the columns.
/// </remarks>
internal sealed partial class YamlSettings
{
    private const char OpeningBrace = '\uE000';
    private const char ClosingBrace = '\uE001';

    private readonly string _source;
    private readonly Func<string, string?> _environment;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Parser _parser;
    private BotConfiguration _configuration;

    private YamlSettings(string source, string text, BotConfiguration defaults, Func<string, string?> environment)
    {
        _source = source;
        _environment = environment;
        _configuration = defaults;
        string hidden = Reference().Replace(text, match => $"${OpeningBrace}{match.Groups[1].Value}{ClosingBrace}");
        _parser = new Parser(new StringReader(hidden));
    }

    /// <summary>The configuration with what the text sets.</summary>
    /// <param name="source">What errors call the text: its file.</param>
    /// <param name="text">YAML.</param>
    /// <param name="defaults">What is not in the text stays as here.</param>
    /// <param name="environment">The value of an environment variable, or null.</param>
    /// <exception cref="FatalException">Something in the text is not allowed.</exception>
    public static BotConfiguration Read(
        string source, string text, BotConfiguration defaults, Func<string, string?> environment)
    {
        var reader = new YamlSettings(source, text, defaults, environment);
        try
        {
            reader.ReadDocument();
        }
        catch (YamlException e)
        {
            throw reader.Place(e, text).Error($"this is not YAML: {e.Message.TrimEnd('.')}.");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The parser says so of some texts, such as "...\n1" and "!!", instead of throwing its own exception.
            throw reader.Here().Error($"this is not YAML: {e.Message.TrimEnd('.')}.");
        }

        return reader._configuration;
    }

    /// <summary>Where the text is no YAML; of a tab that indents, the parser only tells where the mapping around it begins.</summary>
    private ConfigurationMark Place(YamlException e, string text)
    {
        if (!e.Message.Contains("tab as indentation", StringComparison.Ordinal))
            return At(e.Start);
        Match tab = IndentingTab().Match(text);
        int line = text.AsSpan(0, tab.Index).Count('\n') + 1;
        return tab.Success ? new ConfigurationMark(_source, line, 1) : At(e.Start);
    }

    private void ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
            return;

        _parser.Consume<DocumentStart>();
        if (IsNothing())
            _parser.MoveNext();
        else
            ReadSection("");

        _parser.Consume<DocumentEnd>();
        if (!_parser.TryConsume<StreamEnd>(out _))
            throw Here().Error("a configuration is one YAML document; remove what follows '---'.");
    }

    private void ReadSection(string path)
    {
        if (!_parser.TryConsume<MappingStart>(out _))
            throw Here().Error($"{Name(path)} is a section; its keys are {Names(path)}.");

        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out Scalar? key))
                throw Here().Error($"a key of {Name(path)} is a name; it may be {Names(path)}.");

            string child = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            if (key.Value.Contains('.', StringComparison.Ordinal) || !(IsSetting(child) || Settings.IsSection(child)))
                throw At(key.Start).Error(UnknownKey(path, key.Value));
            if (!_seen.Add(child))
                throw At(key.Start).Error($"'{child}' is set twice; remove one of them.");

            if (Settings.Find(child) is { } setting)
                ReadSetting(setting);
            else if (IsNothing())
                _parser.MoveNext();
            else
                ReadSection(child);
        }
    }

    private void ReadSetting(Setting setting)
    {
        ConfigurationMark mark = Here();
        if (!_parser.TryConsume<Scalar>(out Scalar? scalar))
            throw mark.Error($"'{setting.Path}' is one value: {setting.Allowed}.");
        if (IsNull(scalar))
            return;

        string? value = Substitute(setting, mark, scalar.Value);
        if (value is null)
            return;

        _configuration = setting.Apply(_configuration, value) ?? throw mark.Error(BadValue(setting, value));
    }

    private string? Substitute(Setting setting, ConfigurationMark mark, string text)
    {
        bool unset = false;
        string value = Hidden().Replace(text, match =>
        {
            string name = match.Groups[1].Value;
            string? found = _environment(name);
            if (!string.IsNullOrEmpty(found))
                return found;
            if (!setting.MayBeUnset)
                throw mark.Error($"'{setting.Path}' needs the environment variable {name}, which is not set.");

            unset = true;
            return "";
        });
        return unset ? null : value;
    }

    /// <summary>Says that the value is not allowed, and what is.</summary>
    internal static string BadValue(Setting setting, string value)
    {
        string shown = setting.IsSecret ? "the value" : $"'{(value.Length > 60 ? value[..60] + "…" : value)}'";
        return $"{shown} is not allowed for '{setting.Path}': it is {setting.Allowed}.";
    }

    /// <summary>Says that there is no such key in the section, and which there are.</summary>
    internal static string UnknownKey(string section, string key)
    {
        IReadOnlyList<string> names = Settings.NamesIn(section);
        string guess = Suggestion.Nearest(key, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        string shown = key.Length > 60 ? key[..60] + "…" : key;
        string allowed = names.Count == 0 ? "it has none yet" : $"allowed are {Names(section)}";
        return $"there is no key '{shown}' in {Name(section)}; {allowed}.{guess}";
    }

    private static string Name(string section) => section.Length == 0 ? "the configuration" : $"'{section}'";

    private static string Names(string section) =>
        section == Settings.RetentionByType ? "names of event types" : string.Join(", ", Settings.NamesIn(section));

    private static bool IsSetting(string path) => Settings.Find(path) is not null;

    private bool IsNothing() => _parser.Accept<Scalar>(out Scalar? scalar) && IsNull(scalar);

    private static bool IsNull(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";

    private ConfigurationMark Here() => At(_parser.Current?.Start ?? Mark.Empty);

    private ConfigurationMark At(Mark mark) => new(_source, mark.Line, mark.Column);

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex("^\t", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex IndentingTab();

    [GeneratedRegex("\\$\uE000([A-Za-z_][A-Za-z0-9_]*)\uE001", RegexOptions.CultureInvariant)]
    private static partial Regex Hidden();
}
