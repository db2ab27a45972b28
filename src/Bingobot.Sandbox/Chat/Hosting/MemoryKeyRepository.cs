using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Bingobot.Sandbox.Chat.Hosting;

/// <summary>
/// Keeps ASP.NET Core's data protection keys with the process: what the page and the server encrypt for one another means
/// nothing to the next process, and nothing is written into the user's home.
/// </summary>
internal sealed class MemoryKeyRepository : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _keys = new();

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _keys.Select(key => new XElement(key))];

    public void StoreElement(XElement element, string friendlyName) => _keys.Enqueue(new XElement(element));
}
