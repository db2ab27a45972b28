using System.Net.Http.Headers;
using Bingobot.Commands;
using Bingobot.Configuration;
using Bingobot.Data;
using Bingobot.Events;

namespace Bingobot.Effects;

/// <summary>
/// Has something done with dead letters: by the bot that runs on the data folder, or, where none does, on the stream itself, of which
/// no effect is executed and no timer fires meanwhile.
/// </summary>
internal static class DeadLetterDesk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="FatalException">There is no stream, or it could not be done.</exception>
    public static async Task<EffectActResult> DoAsync(BotConfiguration configuration, EffectAct act, CancellationToken cancellation)
    {
        StreamFiles.ExistingFolder(configuration);
        string folder = configuration.DataDirectory!;
        using DataFolderLock? taken = DataFolderLock.TryTake(folder);
        return taken is null
            ? await AskAsync(folder, act, cancellation)
            : await DoItselfAsync(configuration, act, cancellation);
    }

    private static async Task<EffectActResult> DoItselfAsync(
        BotConfiguration configuration, EffectAct act, CancellationToken cancellation)
    {
        await using EventStream stream = await StreamAlone.OpenAsync(configuration, cancellation);
        return await act.DoAsync(stream, cancellation);
    }

    private static async Task<EffectActResult> AskAsync(string folder, EffectAct act, CancellationToken cancellation)
    {
        ControlFile control = ControlFile.Read(folder) ?? throw Busy(folder, "it is starting or stopping", null);

        // A proxy of the environment is not meant for this machine.
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(control.Url, EffectEndpoint.Path))
        {
            Content = JsonContent.Create(act, EffectActJson.Default.EffectAct),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", control.Key);
        try
        {
            await request.Content.LoadIntoBufferAsync(cancellation);
            using HttpResponseMessage response = await http.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode)
                throw Busy(folder, await response.Content.ReadAsStringAsync(cancellation), null);
            return await response.Content.ReadFromJsonAsync(EffectActJson.Default.EffectActResult, cancellation)
                ?? throw Busy(folder, "it gave no answer", null);
        }
        catch (HttpRequestException e)
        {
            throw Busy(folder, e.Message, e);
        }
        catch (TaskCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw Busy(folder, $"it did not answer within {Patience.TotalSeconds} s", e);
        }
    }

    private static FatalException Busy(string folder, string why, Exception? inner) => new(
        ExitCode.Failure,
        $"{folder}: the bot that runs on this data folder could not be asked: {why.TrimEnd('.')}. Try again in a moment, or stop it first.",
        inner);
}
