using System.Collections;

namespace Bingobot.Configuration;

/// <summary>Puts the configuration together: defaults, then the file, then the environment, then the command line.</summary>
internal sealed class ConfigurationLoader
{
    /// <summary>The variable that names the folder in which <c>config.yaml</c> and <c>data</c> are when nothing else is said.</summary>
    public const string HomeVariable = "BINGOBOT_HOME";

    private const string DefaultFile = "config.yaml";
    private const string DefaultData = "data";
    private const long MostBytes = 1024 * 1024;

    private readonly string _workingDirectory;
    private readonly IReadOnlyDictionary<string, string> _environment;

    /// <summary>Makes a loader.</summary>
    /// <param name="workingDirectory">What relative paths of the command line and the environment are relative to.</param>
    /// <param name="environment">The environment variables.</param>
    public ConfigurationLoader(string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        _workingDirectory = workingDirectory;
        _environment = environment;
    }

    /// <summary>The loader for this process.</summary>
    public static ConfigurationLoader ForProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return new ConfigurationLoader(Environment.CurrentDirectory, variables);
    }

    /// <summary>The configuration; its <see cref="BotConfiguration.DataDirectory"/> is a full path.</summary>
    /// <param name="file">The file of <c>--config</c>, or null: <c>config.yaml</c> of the home folder, if there is one.</param>
    /// <param name="data">The folder of <c>--data</c>, or null.</param>
    /// <exception cref="FatalException">The file cannot be read, or something in file or environment is not allowed.</exception>
    public BotConfiguration Load(string? file, string? data)
    {
        string home = _environment.TryGetValue(HomeVariable, out string? folder) && folder.Length > 0
            ? Path.GetFullPath(folder, _workingDirectory)
            : _workingDirectory;
        string path = Path.GetFullPath(file ?? Path.Combine(home, DefaultFile), _workingDirectory);
        var configuration = new BotConfiguration();
        if (file is not null || File.Exists(path))
        {
            configuration = YamlSettings.Read(
                path, ReadText(path), configuration, name => _environment.GetValueOrDefault(name));
            if (configuration.DataDirectory is { } relative)
                configuration = configuration with { DataDirectory = Path.GetFullPath(relative, Path.GetDirectoryName(path)!) };
        }

        configuration = EnvironmentSettings.Apply(configuration, _environment);
        string directory = data ?? configuration.DataDirectory ?? Path.Combine(home, DefaultData);
        return configuration with { DataDirectory = Path.GetFullPath(directory, _workingDirectory) };
    }

    private static string ReadText(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new FatalException(ExitCode.Usage, $"{path}: a configuration has at most {MostBytes} bytes.");
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FatalException(
                ExitCode.Usage, $"{path}: there is no such file. Name an existing file after --config, or leave it out.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FatalException(ExitCode.Usage, $"{path}: the configuration cannot be read: {e.Message}", e);
        }
    }
}
