using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Data;

/// <summary>
/// Where a running bot takes requests that change something, and the key to them: who may read the bot's data folder may ask.
/// </summary>
/// <param name="Url">The address of its web server.</param>
/// <param name="Key">What a request shows; new at every start.</param>
internal sealed record ControlFile(Uri Url, string Key)
{
    private const string Name = "bingobot.control";

    /// <summary>Makes a key for an address.</summary>
    public static ControlFile Create(Uri url) => new(url, RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>Reads what the running bot has written.</summary>
    /// <returns>Null where there is none, or half of one: the bot is starting or stopping.</returns>
    public static ControlFile? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(dataFolder, Name)), ControlJson.Default.ControlFile);
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes it away, so that nobody asks where nobody listens.</summary>
    public static void Remove(string dataFolder) => File.Delete(Path.Combine(dataFolder, Name));

    /// <summary>Writes it, to be read by the bot's user alone.</summary>
    public void Write(string dataFolder)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Remove(dataFolder);
        using var file = new FileStream(Path.Combine(dataFolder, Name), options);
        JsonSerializer.Serialize(file, this, ControlJson.Default.ControlFile);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ControlFile))]
internal sealed partial class ControlJson : JsonSerializerContext;
